# A root that the client knows, one that it signed, and the site's own certificate, signed by the latter.
set -e
mkdir -p /etc/letsencrypt/live/chat.example
cd /etc/letsencrypt/live/chat.example
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
key root.key; key between.key; key privkey.pem
openssl req -x509 -new -key root.key -subj "/CN=Shop root" -days 2 -out /etc/ssl/shop-ca.pem
openssl req -new -key between.key -subj "/CN=Shop between" |
  openssl x509 -req -CA /etc/ssl/shop-ca.pem -CAkey root.key -set_serial 2 -days 2 -out chain.pem -extfile <(echo basicConstraints=critical,CA:true)
openssl req -new -key privkey.pem -subj "/CN=chat.example" |
  openssl x509 -req -CA chain.pem -CAkey between.key -set_serial 3 -days 2 -out cert.pem -extfile <(echo subjectAltName=DNS:chat.example)
cat cert.pem chain.pem > fullchain.pem
