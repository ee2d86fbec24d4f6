# exit: 1
import broken_module
