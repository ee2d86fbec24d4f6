# imported by namespace_packages_need_no_init
VALUE = "found"
