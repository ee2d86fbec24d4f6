# A scene adds objects to those that calls are made with. This one adds none.
