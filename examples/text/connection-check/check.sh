
# From here on the script is the same for every list.

command -v curl >/dev/null || {
	echo "NOT CHECKED: this host has no curl." >&2
	exit 2
}

# Puts the 16-bit groups of an address into $groups: two of IPv4, eight of IPv6.
split() {
	separator=$IFS IFS=':. ' left=${1%%::*} zeros='' groups=''
	case $1 in
	*::*)
		# shellcheck disable=SC2086
		set -- "${1##*::}" $left ${1##*::}
		while [ $(($# + ${#zeros} / 2)) -lt 9 ]; do
			zeros="$zeros 0"
		done
		# shellcheck disable=SC2086
		set -- $left $zeros $1
		;;
	*:*)
		# shellcheck disable=SC2086
		set -- $1
		;;
	*)
		# shellcheck disable=SC2086
		set -- $1
		set -- "$(printf '%x' $(($1 * 256 + $2)))" "$(printf '%x' $(($3 * 256 + $4)))"
		;;
	esac
	IFS=$separator
	for group; do
		groups="$groups$((0x$group)) "
	done
}

# True where an address lies in a prefix.
inside() {
	bits=${2#*/}
	split "${2%/*}"
	network=$groups
	split "$1"
	while [ -n "$groups" ] && [ -n "$network" ]; do
		host=$((bits < 16 ? 16 - bits : 0))
		[ $((${groups%% *} >> host)) -eq $((${network%% *} >> host)) ] || return 1
		bits=$((bits < 16 ? 0 : bits - 16)) groups=${groups#* } network=${network#* }
	done
	[ -z "$groups$network" ]
}

# Prints the first of the addresses that no prefix of the port holds.
unlisted() {
	for address; do
		while read -r of prefix; do
			[ "$of" = "$port" ] && inside "$address" "$prefix" && continue 2
		done <<-END
			$prefixes
		END
		echo "$address"
		return
	done
}

# Runs curl without the settings of a person and keeps what it says in $report.
ask() {
	report=$(curl --disable --silent --show-error --verbose --head --output /dev/null --connect-timeout 10 --max-time 30 \
		--write-out '\n* measured %{http_connect} %{time_appconnect} %{remote_ip}\n' "$@" "https://$name:$port/" 2>&1 </dev/null |
		tr -d '\000-\010\013-\037\177')
}

# Prints what follows these words at the start of a line of the report.
said() {
	printf '%s\n' "$report" | sed -n "s/^$1//p" | tail -n 1
}

# Prints whether the certificate names the public logs that hold it (RFC 6962). That of a public issuer does. One that a
# proxy makes on the way does not, also where this host trusts the proxy.
logged() {
	case $proxy in
	'') set -- ;;
	*@* | https:* | socks*) return ;;
	*) set -- -proxy "${proxy#*//}" ;;
	esac
	certificate=$(openssl s_client -connect "$name:$port" -servername "$name" "$@" </dev/null 2>/dev/null | openssl x509 -noout -text 2>/dev/null)
	case $certificate in
	*"CT Precertificate SCTs"*) echo yes ;;
	?*) echo no ;;
	esac
}

failed() {
	result=FAILED problems="$problems
$name:$port $1"
}

# Tries one name: each step needs the one before.
try() {
	resolves=yes listed=- connects=- tls=- issuer='' result=ok
	ask
	proxy=$(said "\* Uses proxy env variable [^Nn][^ ]* == '")
	proxy=${proxy%\'}
	failure=$(said 'curl: ')
	# shellcheck disable=SC2046
	set -- $(said '\* measured ')
	tunnel=$1 handshake=$2 remote=${3:-}

	if [ -n "$proxy" ]; then
		resolves=proxy
	else
		# shellcheck disable=SC2046,SC2086
		set -- $(getent ahosts "$name" 2>/dev/null | sed 's/ .*//' | sort -u) $remote
		if [ $# -eq 0 ]; then
			resolves=no
			failed "does not resolve."
			return
		fi
		if [ -n "$prefixes" ]; then
			other=$(unlisted "$@") listed=yes
			if [ -n "$other" ]; then
				listed=no
				failed "resolves to $other, which is not among the addresses of this file. A firewall that allows only these blocks it."
			fi
		fi
	fi

	connects=no
	case $failure::$report in
	"(28)"*::*"Client hello"*) ;;
	"(5)"* | "(6)"* | "(7)"* | "(28)"* | "(97)"*)
		failed "can't be reached${proxy:+ through the proxy}: $failure."
		return
		;;
	esac
	case $proxy::$tunnel in
	::* | socks* | *::200) ;;
	*)
		failed "can't be reached through the proxy: $failure."
		return
		;;
	esac
	connects=yes

	tls=no
	case $handshake::$failure::$report in
	*::"(60)"* | *::"(51)"*)
		ask --insecure
		tls=intercepted
		failed "has a certificate that this host does not trust: $failure. Something on the way ends TLS, or the host's certificates are out of date."
		;;
	0.000000::*"Request CERT"*) tls=trusted ;;
	0.000000::*) failed "connects, and TLS does not begin: $failure. A firewall that looks at names can be the reason." ;;
	*) tls=trusted ;;
	esac
	issuer=$(said '\* *issuer: ')
	[ $tls = trusted ] || return
	case $(logged) in
	yes) tls=public ;;
	no)
		tls=intercepted
		failed "has a certificate that no public issuer has made: $issuer. Data planes show a certificate of their own, so nothing on the way may end TLS."
		;;
	*) unsure=yes ;;
	esac
}

tried=0 width=4 problems='' unsure=''
while read -r port name; do
	[ ${#name} -le "$width" ] || width=${#name}
done <<END
$names
END
line="%-${width}s %5s  %-8s  %-6s  %-8s  %-11s  %-6s  %s\n"
# shellcheck disable=SC2059
printf "$line" NAME PORT RESOLVES LISTED CONNECTS TLS RESULT ISSUER
while read -r port name; do
	[ -n "$name" ] || continue
	try
	tried=$((tried + 1))
	# shellcheck disable=SC2059
	printf "$line" "$name" "$port" "$resolves" "$listed" "$connects" "$tls" "$result" "$issuer"
done <<END
$names
END

[ -z "$unsure" ] || echo "
trusted: this host trusts the issuer. Whether it is a public one could not be seen; compare the names of the issuers."
if [ -n "$problems" ]; then
	echo "$problems"
	exit 1
fi
if [ -n "$wildcards" ] || [ $tried -eq 0 ]; then
	echo "
NOT CHECKED: $wildcards. Set control_plane_endpoints or control_plane_dns_prefixes to get exact names."
	exit 2
fi
