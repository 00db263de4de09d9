# ./dev run: a living demonstration site.
. tools/dev/build.sh
data=build/demo-data
listen=127.0.0.1:8080
for ((i = 1; i <= $#; ++i)); do
  [ "${!i}" = --listen ] && { next=$((i + 1)); listen=${!next:-$listen}; }
done
say "Filling the demonstration site (kept in $data)"
made=$(build/bin/comity demo --staff --data "$data") || die "the demonstration could not be made"
grep -v '^sign-in ' <<<"$made"
password=$(awk '$1 == "sign-in" { print $3; exit }' <<<"$made")
address="http://localhost:${listen##*:}"
say "Serving on $address - stop with Ctrl-C"
cat <<TEXT
   $address/                 the front page of an invented newspaper: open a story, write a comment
   $address/policy/herald    the rules that readers see; they are the program
   $address/case             come back to a comment with its four words
   $address/sign-in          the console: olga (every role), anna (moderator) or boris (senior)
                             password, new with each start: $password

   Try: open one story in two browsers, and post in one of them.
        Switch JavaScript off, and post again.
        build/bin/comity admin held list --data $data --site herald
        build/bin/comity import wxr FILE --data $data --site NAME   (a WordPress export, while this runs)
TEXT
case " $* " in *" --listen "*) ;; *) set -- --listen "$listen" "$@" ;; esac
exec build/bin/comity serve --data "$data" "$@"
