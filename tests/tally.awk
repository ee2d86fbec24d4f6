# Adds up the closing lines of the Rust tests and of the script suite: "N passed, M failed".
/^test result: / { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) passed += $(i - 1); if ($i ~ /^failed/) failed += $(i - 1) } }
/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
END { printf "%d passed, %d failed\n", passed, failed }
