#!/usr/bin/env bash
# bare.sh: ./dev run and ./dev test on a freshly debootstrapped Debian 12, from a clean clone. Needs root.
#
# The archive is this machine's own (its first `deb` line), so that a machine behind a mirror works too. Settings that
# machine has for apt, npm and certificates are lent to the new system; nothing else is.
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
[ "$(id -u)" = 0 ] || { echo "bare: debootstrap needs root" >&2; exit 3; }
root=$(mktemp -d "${TMPDIR:-/var/tmp}/comity-bare.XXXXXX")
only=${1:-all}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
runner=

mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(IDENTIFIER)' 2>/dev/null |
         awk '$2=="bookworm" && $3=="Packages"{print $1; exit}')
[ -n "$mirror" ] || mirror=$(awk '$1=="deb" && $0 ~ /bookworm/ {for (i=2;i<=NF;i++) if ($i ~ /^http/) {print $i; exit}}' /etc/apt/sources.list)
[ -n "$mirror" ] || { echo "bare: no Debian 12 archive is set up here" >&2; exit 3; }

stop_runner() {  # everything that ./dev run started: it has a process group of its own
  [ -z "$runner" ] || kill -- "-$runner" 2>/dev/null || true
  runner=
}
cleanup() {
  stop_runner
  for m in proc sys dev/shm dev/pts dev; do mountpoint -q "$root/$m" && umount -l "$root/$m"; done
  [ "${KEEP:-}" = 1 ] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT

echo "== debootstrap"
debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" > "$root.log" 2>&1 || { tail -20 "$root.log"; exit 3; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
cp -a /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
cp -a /etc/apt/sources.list /etc/apt/sources.list.d "$root/etc/apt/" 2>/dev/null || true
rm -f "$root"/etc/apt/sources.list.d/*nodesource*
cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp -a /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
cp -a /etc/ssl/certs/. "$root/etc/ssl/certs/" 2>/dev/null || true
[ -f /root/.npmrc ] && cp /root/.npmrc "$root/root/.npmrc"
[ -f /etc/pip.conf ] && cp /etc/pip.conf "$root/etc/pip.conf"

echo "== a clean clone"
git clone -q . "$root/root/comity"

inside() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  $(env | grep -iE '^(https?_proxy|no_proxy|npm_config_[a-z_]*|NODE_EXTRA_CA_CERTS|PIP_[A-Z_]*|SSL_CERT_FILE)=' || true) sh -c "$1"; }

echo "== ./dev run"
begin=$SECONDS
set -m
inside "cd /root/comity && exec ./dev run --listen 127.0.0.1:$port" > "$root/root/run.log" 2>&1 &
runner=$!
set +m
until bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" 2>/dev/null; do
  kill -0 "$runner" 2>/dev/null || { tail -40 "$root/root/run.log"; echo "bare: ./dev run ended"; exit 1; }
  [ $((SECONDS - begin)) -lt 3600 ] || { tail -40 "$root/root/run.log"; echo "bare: ./dev run took over an hour"; exit 1; }
  sleep 1
done
page=$(bash -c "exec 3<>/dev/tcp/127.0.0.1/$port; "'printf "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" >&3; cat <&3')
grep -q '^HTTP/1.1 200' <<<"$page" || { echo "bare: the front page does not answer"; exit 1; }
echo "./dev run answers within $((SECONDS - begin)) s of a bare Debian 12"
stop_runner
[ "$only" = run ] && exit 0

echo "== ./dev test"
inside 'cd /root/comity && CI=true ./dev test'
