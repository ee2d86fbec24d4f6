# imported by modules_are_loaded_once_and_can_be_replaced
print("loading counted")
runs = 1
