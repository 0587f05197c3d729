# Installs what the file `packages` names. For app/run and tests/run, which source this in the root of the repository.

# packages_in <sections>: their names, in one line
packages_in() {
    local section
    for section in "$@"; do sed -n "s/^$section: *//p" packages; done | xargs
}

# install_packages <sections>: installs what is missing of them. Whoever cannot install is told the line, and it ends with 2.
install_packages() {
    local name missing=() line root=''
    for name in $(packages_in "$@"); do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
    done
    ((${#missing[@]} == 0)) && return

    ((EUID == 0)) || root='sudo '
    line="${root}apt-get update; ${root}apt-get install -y --no-install-recommends ${missing[*]}"
    echo "Simul needs packages that are not installed. This line installs them:" >&2
    echo "  $line" >&2
    if ! command -v ${root:-apt-get} >/dev/null || ! DEBIAN_FRONTEND=noninteractive bash -c "$line" </dev/null >&2; then
        echo "They could not be installed from here. Run the line above, or install their like, and start again." >&2
        exit 2
    fi
}
