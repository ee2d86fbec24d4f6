# command: -c 'import warnings; warnings.warn("of the text")'
