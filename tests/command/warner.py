# imported by warnings_can_be_errors
import warnings

try:
    warnings.warn("turned into an error")
except UserWarning as error:
    print(repr(error))
