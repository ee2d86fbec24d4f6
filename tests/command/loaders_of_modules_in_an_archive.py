# A module in an archive has the loader of archives.
import sys
import zipimport

sys.path.insert(0, "library.zip")
import parcels.inner

loader = parcels.inner.__loader__
print(parcels.__loader__, parcels.__loader__.is_package("parcels"))
print(loader, type(loader), repr(loader.prefix), loader.get_filename("parcels.inner"), loader.is_package("parcels.inner"))
print(loader.get_data(parcels.inner.__file__) == loader.get_source("parcels.inner").encode())
for wrong in (lambda: loader.get_data("nowhere"), lambda: loader.get_source("nowhere"),
              lambda: zipimport.zipimporter(__file__), lambda: zipimport.zipimporter("")):
    try:
        wrong()
    except OSError as error:
        print("OSError", error)
    except zipimport.ZipImportError as error:
        print("ZipImportError", str(error).replace(repr(__file__), "this file"))
print(loader.find_spec("parcels.inner"), loader.find_spec("nowhere"))
