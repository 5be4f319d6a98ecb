#!/bin/sh
# Fetches Konnect's address list, has the provider judge it, and only then puts it
# in the place of the published copy:
#
#     mirror.sh /srv/www/konnect/ip-addresses.json
#
# Run `terraform init` in this folder once. SOURCE_URL names another source.
set -eu

published=$1
source_url=${SOURCE_URL:-https://ip-addresses.origin.konghq.com/ip-addresses.json}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "$(dirname "$published")" && pwd)

# In the same folder, so that the move at the end replaces the copy at once.
candidate=$(mktemp "$folder/.candidate.XXXXXX")
trap 'rm -f "$candidate"' EXIT
trap 'exit 1' HUP INT TERM

curl --fail --silent --show-error --proto '=https' --max-time 60 --max-filesize 4194304 \
  --output "$candidate" "$source_url"

if [ -e "$published" ]; then
  TF_VAR_minimum_update_date=$(sed -n 's/.*"updateDate"[[:space:]]*:[[:space:]]*"\([0-9-]*\)".*/\1/p' "$published")
  export TF_VAR_minimum_update_date
  if [ -z "$TF_VAR_minimum_update_date" ]; then
    echo "$published has no updateDate to compare with; remove it if it is not an address list" >&2
    exit 1
  fi
fi

terraform -chdir="$here" plan -input=false -lock=false -var "candidate_url=file://$candidate"

chmod 0644 "$candidate"
mv "$candidate" "$published"
