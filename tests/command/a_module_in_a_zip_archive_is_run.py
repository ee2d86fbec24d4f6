# command: -m parcels.tool x
# env: PYTHONPATH=library.zip
