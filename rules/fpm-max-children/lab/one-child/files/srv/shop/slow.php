<?php usleep(1200000); echo "ok";
