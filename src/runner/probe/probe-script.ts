import type { JobSpec } from '../../contract/job.ts'

/**
 * Run by `sh` inside the probe container; needs no more than coreutils, find, sed and tr. Prints `name=value` lines
 * about its prison, then returns its stdin as the artifact `received`, as a job does.
 */
export const probeScript = ({ kind, run_id }: JobSpec): string => String.raw`
field() { sed -n "s/^$1:[[:space:]]*//p" /proc/self/status; }
writable() { for d; do if ( : >"$d/.probe" ) 2>/dev/null; then rm -f "$d/.probe"; echo "$d"; fi; done; }
one_line() { tr '\n' ' '; }
echo "user=$(id -u):$(id -g)"
echo "uid_map=$(tr -s ' ' </proc/self/uid_map | one_line)"
echo "cap_eff=$(field CapEff)"
echo "cap_bnd=$(field CapBnd)"
echo "no_new_privs=$(field NoNewPrivs)"
echo "interfaces=$(sed -n 's/^ *\([^: ]*\):.*/\1/p' /proc/net/dev | one_line)"
echo "routes=$(sed 1d /proc/net/route 2>/dev/null | wc -l)"
echo "writable=$(writable / /etc /usr /var /var/tmp /root /run /dev /dev/shm /proc /proc/sys /sys /job /tmp | one_line)"
cp /bin/true /tmp/probe && if /tmp/probe 2>/dev/null; then echo tmp_exec=yes; else echo tmp_exec=no; fi
# The kernel lets anybody give a file to himself, and so does the engine's own profile.
if chown "$(id -u)" /tmp/probe 2>/dev/null; then echo chown=allowed; else echo chown=refused; fi
rm -f /tmp/probe
echo "countable=$(find /job -ignore_readdir_race -printf . >/dev/null 2>&1 && echo yes)"
echo "core=$(ulimit -c)"
mkdir -p /job/out
cat >/job/out/received
sum=$(sha256sum </job/out/received | sed 's/ .*//')
size=$(wc -c </job/out/received)
printf '{"version":1,"kind":"${kind}","run_id":"${run_id}","outcome":"succeeded","report":{},"problems":[],"error":null,"artifacts":[{"name":"received","media_type":"application/x-tar","bytes":%s,"sha256":"%s"}]}' "$size" "$sum" >/job/out/result.json
`
