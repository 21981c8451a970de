<?php
// A report is built in memory, 128 MB of it.
$rows = str_repeat("x", 128 << 20);
usleep(400000);
echo "ok\n";
