# exit: 5
raise SystemExit(256 + 5)
