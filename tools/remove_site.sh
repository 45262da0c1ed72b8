#!/bin/sh
# remove_site.sh OUT: remove the link OUT and its deployments, and only what the program made.
set -eu
store=$(dirname "$1")/.$(basename "$1")-releases

case $(readlink "$1" || true) in ".$(basename "$1")-releases/"*) rm -f "$1" ;; esac
# A store contains a marker file; a deployment has a .json file of notes beside it.
if [ -f "$store/.jingwu" ] && [ ! -L "$store" ]; then
    for notes in "$store"/*.json; do
        folder=${notes%.json}
        case $(basename "$folder") in *[!0-9a-f-]* | "") continue ;; esac
        [ -f "$notes" ] && [ ! -L "$folder" ] || continue
        rm -rf "$folder" "$notes"
    done
    rm -f "$store/lock" "$store/.jingwu"
    rmdir "$store" 2>/dev/null || echo "$store/ 里还有别的内容,没有删除。"
fi
