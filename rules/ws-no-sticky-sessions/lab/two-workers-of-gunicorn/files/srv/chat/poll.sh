# A session by an ordinary request and a second request that names it, for ten clients.
url='http://127.0.0.1/socket.io/?EIO=4&transport=polling'
refused=0
for client in 1 2 3 4 5 6 7 8 9 10; do
  sid=$(curl -sS "$url" | sed -n 's/.*"sid":"\([^"]*\)".*/\1/p')
  curl -sS -d 40 "$url&sid=$sid" | grep -q '^OK$' || refused=$((refused + 1))
done
echo "refused $refused"
