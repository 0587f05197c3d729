# What the checks share. Each check is a program: `tests/checks/<name> [ROOT]`. It prints what it refuses, as file:line and
# a sentence, and then ends with 1.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C.UTF-8

cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}"

# The C++ files below the given folders, sorted; folders that are not there are skipped.
cpp_files() {
    local folders=() folder
    for folder in "$@"; do [[ -d $folder ]] && folders+=("$folder"); done
    ((${#folders[@]} == 0)) || find "${folders[@]}" \( -name '*.cpp' -o -name '*.h' \) -type f | sort
}

# Prints what is on its input and ends the check: well if that is nothing.
end_with_findings() {
    local findings
    findings=$(cat)
    [[ -z $findings ]] && exit 0
    printf '%s\n' "$findings"
    exit 1
}
