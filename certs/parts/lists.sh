# shellcheck shell=bash
# Trust lists and recognition rules, for certs/make. Everything is written as canonical JSON: keys in order, no
# white space, so that it can be hashed and signed as it stands (docs/formats/trust-list.md).

open_time=1577836800000  # 2020-01-01
due_time=2398291200000   # 2045-12-31
hard_time=2429827200000

# "a,b" as ["a","b"]
array() { local IFS=,; local all=; for one in $1; do all+="${all:+,}\"$one\""; done; printf '[%s]' "$all"; }

# The signing key of a list's operator, and its certificate.
list_signer() { # NAME SUBJECT_O
    key ec "$work/$1-list.key"
    openssl req -x509 -new -utf8 -key "$work/$1-list.key" -subj "/C=CN/O=$2 $mark/CN=list signer $1 $mark" \
        -days 7300 -addext 'keyUsage=critical,digitalSignature' -out "$work/$1-list.pem" 2>/dev/null
}

sign_list() { # SIGNER FILE_IN FILE_OUT
    openssl cms -sign -cades -binary -nodetach -md sha256 -signer "$work/$1-list.pem" -inkey "$work/$1-list.key" \
        -in "$2" -outform DER -out "$3"
}

pem_base64() { grep -v -- '-----' "$1" | tr -d '\n'; }

# What a service is known by: digests of its key, its subject, its certificates.
identity_json() { # CERT
    local der=$work/service.der
    openssl x509 -in "$1" -outform DER -out "$der"
    # The sequences on the second level: algorithm, issuer, validity, subject, key.
    set -- $(openssl asn1parse -inform DER -in "$der" | sed -nE 's/^ *([0-9]+):d=2 +hl=([0-9]+) l= *([0-9]+) cons: SEQUENCE.*/\1 \2 \3/p' |
        sed -n '4p;5p') "$1"
    tail -c "+$(($1 + 1))" "$der" | head -c "$(($2 + $3))" | base64 -w0 >"$work/service.name"
    tail -c "+$(($4 + 1))" "$der" | head -c "$(($5 + $6))" >"$work/service.key"
    printf '{"certs":["%s"],"spkiSHA256":"%s","spkiSM3":"%s","subject":"%s"}' "$(base64 -w0 "$der")" \
        "$(openssl dgst -sha256 -r "$work/service.key" | cut -d' ' -f1)" \
        "$(openssl dgst -sm3 -r "$work/service.key" | cut -d' ' -f1)" "$(cat "$work/service.name")"
}

granted="{\"effectiveFrom\":$open_time,\"reason\":\"依申请批准\",\"recordedAt\":$open_time,\"status\":\"granted\"}"

# One change of status, to append to a history.
change() { # STATUS EFFECTIVE RECORDED REASON NOTICE
    printf ',{"effectiveFrom":%s,"noticeRef":"%s","reason":"%s","recordedAt":%s,"status":"%s"}' "$2" "$5" "$4" "$3" "$1"
}

# A CA: what it may sign with, its policies by assurance, how its certificates name the holder.
service() { # TYPE ID CERT ZH EN ALGORITHMS USES POLICIES METHODS DELTAS [CHANGES]
    local algorithms= policies= one holder= kinds revocation=
    for one in $6; do algorithms+="${algorithms:+,}{\"minSize\":${one#*:},\"sig\":\"${one%:*}\"}"; done
    for one in $8; do # OID/ASSURANCE/USES
        policies+="${policies:+,}{\"assurance\":$(cut -d/ -f2 <<<"$one"),\"oid\":\"${one%%/*}\",\"uses\":$(array "${one##*/}")}"
    done
    kinds='legalPerson'
    if [ "$1" = ca ]; then
        kinds='legalPerson,agent,expert'
        holder='"holder":{"places":[{"decoder":"either","oid":"1.2.156.10260.4.1.4"},{"decoder":"either","oid":"1.2.86.11.7.4"}]},'
        revocation=$(printf '"revocation":{"deltas":%s,"hardFail":["seal","encrypt"],"maxAge":{"encrypt":86400000,"login":604800000,"seal":86400000,"sign":86400000},"methods":%s,"urls":[]},' \
            "${10}" "$(array "$9")")
    fi
    printf '{"algorithms":[%s],"history":[%s],%s"identity":%s,"name":{"en":"%s","zh":"%s"},"policies":[%s],%s"serviceId":"%s","subjectKinds":%s,"type":"%s","uses":%s}' \
        "$algorithms" "$granted${11:-}" "$holder" "$(identity_json "$3")" "$5" "$4" "$policies" "$revocation" "$2" \
        "$(array $kinds)" "$1" "$(array "$7")"
}

provider() { # AREA SERIAL8 ZH EN SERVICES
    printf '{"licences":[{"from":%s,"kind":"certification","number":"TEST-%s"}],"name":{"en":"%s","zh":"%s"},"services":[%s],"uscc":"%s"}' \
        $open_time "$1" "$4" "$3" "$5" "$(uscc 91 "$1" "$2")"
}

# Writes and signs one list. What it names must be there before: rules by their digest, pointers as JSON.
trust_list() { # SIGNER ID TYPE TERRITORY OPERATOR ISSUED PROVIDERS [RULES_DIGEST [POINTERS]]
    local dir=$out/lists/$2 one
    mkdir -p "$dir"
    {
        printf '{"distributionPoints":["https://example.invalid/lists/%s"],"hardExpiry":%s,"issuedAt":%s,"listId":"%s","listSigners":[{"cert":"%s","from":%s}],"nextUpdate":%s,"operator":{"contact":"lists@example.invalid","name":"%s %s","uscc":"%s"},' \
            "$2" $hard_time "$6" "$2" "$(pem_base64 "$work/$1-list.pem")" $open_time $due_time "$5" "$mark" "$(uscc 11 "$4" MA6F0001)"
        [ -z "${9:-}" ] || printf '"pointers":[%s],' "$9"
        printf '"providers":[%s],' "$7"
        [ -z "${8:-}" ] || printf '"rules":"%s",' "$8"
        printf '"schema":"tradehall-trust-list-1","sequence":1,"territory":"%s","type":"%s","validFrom":%s,"warning":"%s"}' \
            "$4" "$3" $open_time "$mark"
    } >"$dir/1.json"
    sign_list "$1" "$dir/1.json" "$dir/1.p7"
}

# One rule. A dash leaves a part out.
rule() { # ID EFFECT FROM TO USES ASSURANCE RECIPROCITY POLICIES MAPS TRADES EFFECTIVE END BASIS PRIORITY
    local map= one
    printf '{"basis":"%s","effect":"%s","effectiveFrom":%s,' "${13}" "$2" "${11}"
    [ "${12}" = - ] || printf '"effectiveTo":%s,' "${12}"
    printf '"from":"%s",' "$3"
    [ "$6" = - ] || printf '"minAssurance":%s,' "$6"
    [ "$8" = - ] || printf '"policies":%s,' "$(array "$8")"
    if [ "$9" != - ]; then
        for one in ${9//,/ }; do map+="${map:+,}{\"from\":\"${one%=*}\",\"to\":\"${one#*=}\"}"; done
        printf '"policyMap":[%s],' "$map"
    fi
    printf '"priority":%s,"reciprocity":"%s","recordedAt":%s,"ruleId":"%s","status":"active","to":"%s",' \
        "${14}" "$7" "${11}" "$1" "$4"
    [ "${10}" = - ] || printf '"tradeKinds":%s,' "$(array "${10}")"
    printf '"uses":%s}' "$(array "$5")"
}

# Signs rules, and tells their digest.
rules() { # SIGNER LIST_ID TERRITORY ISSUED RULES [CONFIRMATIONS]
    local dir=$out/lists/$2
    mkdir -p "$dir"
    {
        printf '{'
        [ -z "${6:-}" ] || printf '"confirmations":[%s],' "$6"
        printf '"issuedAt":%s,"rules":[%s],"rulesId":"%s-rules","schema":"tradehall-recognition-rules-1","sequence":1,"territory":"%s","warning":"%s"}' \
            "$4" "$5" "$2" "$3" "$mark"
    } >"$dir/rules-1.json"
    sign_list "$1" "$dir/rules-1.json" "$dir/rules-1.p7"
    openssl dgst -sha256 -r "$dir/rules-1.json" | cut -d' ' -f1
}

pointer() { # LIST_ID TERRITORY SIGNER
    printf '{"listId":"%s","listSigners":["%s"],"minSequence":1,"territory":"%s","urls":["https://example.invalid/lists/%s"]}' \
        "$1" "$(fingerprint "$work/$3-list.pem")" "$2" "$1"
}
