# exit: 1
import broken_syntax
