# A certificate for the site's own name only, by an issuer that the visitor's browser trusts.
set -e
[ -e /etc/nginx/chat.pem ] && exit
cd /etc/nginx
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
key root.key
key chat.key
openssl req -x509 -new -key root.key -subj "/CN=Shop root" -days 2 -out root.pem
openssl req -new -key chat.key -subj "/CN=chat.example" |
  openssl x509 -req -CA root.pem -CAkey root.key -set_serial 2 -days 2 -out chat.pem -extfile <(echo subjectAltName=DNS:chat.example)
mkdir -p /root/.pki/nssdb
certutil -d sql:/root/.pki/nssdb -N --empty-password
certutil -d sql:/root/.pki/nssdb -A -t C,, -n root -i root.pem
