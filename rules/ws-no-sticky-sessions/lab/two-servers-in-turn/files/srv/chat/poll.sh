# What the client does first: a session by an ordinary request, and a second request that names it.
url='http://127.0.0.1/socket.io/?EIO=4&transport=polling'
sid=$(curl -sS "$url" | sed -n 's/.*"sid":"\([^"]*\)".*/\1/p')
curl -sS -d 40 "$url&sid=$sid"
echo
