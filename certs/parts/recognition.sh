# shellcheck shell=bash
# The lists of provinces, the national list, and who recognises whom: read by certs/make.

issued=$open_time
[ -z "$nation" ] || issued=1782864000000 # 2026-07-01

declare -A shelf_of=() zh_of=() en_of=() algorithms_of=()
for t in 330000 510000 520000; do shelf_of[$t]=$out/anchors; done
en_of=([330000]=Zhejiang [510000]=Sichuan [520000]=Guizhou)
zh_of=([330000]=浙江 [510000]=四川 [520000]=贵州)
algorithms_of=([510000]='RSA-SHA256:2048')
all=(330000 510000 520000)
if [ -n "$nation" ]; then
    all=()
    while read -r t zh en; do
        all+=("$t") zh_of[$t]=$zh en_of[$t]=${en//_/ }
        [ ! -d "$out/pki/$t" ] || shelf_of[$t]=$out/pki
    done <<'NATION'
110000 北京 Beijing
120000 天津 Tianjin
130000 河北 Hebei
140000 山西 Shanxi
150000 内蒙古 Inner_Mongolia
210000 辽宁 Liaoning
220000 吉林 Jilin
230000 黑龙江 Heilongjiang
310000 上海 Shanghai
320000 江苏 Jiangsu
330000 浙江 Zhejiang
340000 安徽 Anhui
350000 福建 Fujian
360000 江西 Jiangxi
370000 山东 Shandong
410000 河南 Henan
420000 湖北 Hubei
430000 湖南 Hunan
440000 广东 Guangdong
450000 广西 Guangxi
460000 海南 Hainan
500000 重庆 Chongqing
510000 四川 Sichuan
520000 贵州 Guizhou
530000 云南 Yunnan
540000 西藏 Tibet
610000 陕西 Shaanxi
620000 甘肃 Gansu
630000 青海 Qinghai
640000 宁夏 Ningxia
650000 新疆 Xinjiang
NATION
    algorithms_of[110000]='SM2-SM3:256'
fi

# The services of a province: its root, which issues to CAs alone, its CA, and whatever else it has.
services() { # TERRITORY
    local t=$1 n=${1:0:2} zh=${zh_of[$1]} en=${en_of[$1]} dir=${shelf_of[$1]}/$1
    local algorithms=${algorithms_of[$t]:-ECDSA-SHA256:256} methods=crl deltas=false changes=
    case $t in
        110000) algorithms='SM2-SM3:256' ;;
        370000) methods=ocsp ;;
        410000) changes=$(change suspended 1772323200000 1772323200000 年度检查不合格 豫密发〔2026〕3号) ;;
        440000) changes=$(change compromised 1769904000000 1770681600000 签发密钥泄露 粤密发〔2026〕1号) ;;
        500000) deltas=true ;;
    esac
    service ca "CN-$n-ROOT" "$dir/root.pem" "$zh样例根" "$en sample root" "$algorithms" '' '' crl false
    printf ,
    service ca "CN-$n-CA1" "$dir/ca.pem" "$zh样例签发CA" "$en sample CA" "$algorithms" login,sign,seal,encrypt \
        "2.999.86.$n.${levels[$t]:-3}/${levels[$t]:-3}/login,sign,seal,encrypt" $methods $deltas "$changes"
    if [ "$t" = 310000 ]; then
        printf ,
        service tsa CN-31-TSA1 "$out/identities/tsa-shanghai/cert.pem" 上海时间戳中心 'Shanghai time-stamp authority' \
            'ECDSA-SHA256:256' timestamp '' crl false
    fi
}

pointers= local_rules=
for t in "${all[@]}"; do
    n=${t:0:2} providers= local_rules=
    list_signer "$n" "${zh_of[$t]}信任列表"
    [ -z "${shelf_of[$t]:-}" ] || providers=$(provider "$t" MA6F0002 "${zh_of[$t]}样例电子认证有限公司" "${en_of[$t]} Sample CA Ltd" "$(services "$t")")
    if [ -n "$nation" ]; then
        case $t in
            # 浙江 takes no encryption by certificates of 四川.
            330000) local_rules=$(rule L-33-51 deny 510000 330000 encrypt - none - - - $issued - 浙公资〔2026〕5号 10) ;;
            # 北京 asks for more than the nation does of 山东.
            110000) local_rules=$(rule L-11-37 allow 370000 110000 login 3 none - - - $issued - 京公资〔2026〕8号 10) ;;
            # 上海 suspended 重庆 in an emergency, and nobody confirmed it; 江苏 did, and the nation confirmed.
            310000) local_rules=$(rule L-31-50 suspend 500000 310000 login - none - - - 1781913600000 1813449600000 沪公资急〔2026〕1号 10) ;;
            320000) local_rules=$(rule L-32-50 suspend 500000 320000 login - none - - - 1781913600000 1813449600000 苏公资急〔2026〕1号 10) ;;
        esac
    fi
    digest_of_rules=
    [ -z "$local_rules" ] || digest_of_rules=$(rules "$n" "cn-$n" "$t" $issued "$local_rules")
    trust_list "$n" "cn-$n" province "$t" "${zh_of[$t]}公共资源交易管理局" $issued "$providers" "$digest_of_rules"
    pointers+="${pointers:+,}$(pointer "cn-$n" "$t" "$n")"
done

# Seal makers are no CAs and have lists of their own.
if [ -n "$nation" ]; then
    while read -r t serial zh en name; do
        n=${t:0:2}
        trust_list "$n" "cn-$n-seals" sealMakers "$t" "${zh_of[$t]}公安厅" $issued \
            "$(provider "$t" "$serial" "$zh" "$en Seals Ltd" \
                "$(service sealMaker "CN-$n-SEAL1" "$out/identities/$name/cert.pem" "$zh" "$en seal maker" 'ECDSA-SHA256:256' seal "2.999.86.$n.3/3/seal" crl false)")"
        pointers+=",$(pointer "cn-$n-seals" "$t" "$n")"
    done <<'MAKERS'
520000 MA6A0031 贵州印章制作有限公司 Guizhou sealmaker-guizhou
330000 MA6C0031 浙江印章制作有限公司 Zhejiang sealmaker-zhejiang
MAKERS
fi

# Who recognises whom. The same province is a rule too.
national_rules=
grant() { # ID FROM TO USES ASSURANCE RECIPROCITY [POLICIES [MAPS [TRADES]]]
    national_rules+="${national_rules:+,}$(rule "$1" allow "$2" "$3" "$4" "$5" "$6" "${7:--}" "${8:--}" "${9:--}" \
        $open_time - 互认协议样例 50)"
}
for t in "${all[@]}"; do grant "R-${t:0:2}-${t:0:2}" "$t" "$t" login,sign,seal,encrypt,timestamp - none; done
# Three provinces that trust each other.
for a in 33 51 52; do
    for b in 33 51 52; do
        [ $a = $b ] || grant "R-$a-$b" "${a}0000" "${b}0000" login,sign,encrypt 3 required
    done
done
grant R-33-52-seal 330000 520000 seal 3 required
grant R-52-33-seal 520000 330000 seal 3 required
confirmations=
if [ -n "$nation" ]; then
    grant R-login '*' '*' login 2 none
    grant R-timestamp '*' '*' timestamp - none
    # In return for each other, and at a high assurance.
    grant R-11-52 110000 520000 login,sign,encrypt 3 required
    grant R-52-11 520000 110000 login,sign,encrypt 3 required
    # Cross-certified: each policy counts as the other's.
    grant R-31-32 310000 320000 sign,seal,encrypt 3 required 2.999.86.32.3 2.999.86.31.3=2.999.86.32.3
    grant R-32-31 320000 310000 sign,seal,encrypt 3 required 2.999.86.31.3 2.999.86.32.3=2.999.86.31.3
    # No mapping was agreed with 贵州.
    grant R-32-52 320000 520000 sign 3 none 2.999.86.52.3
    # For works alone.
    grant R-31-52 310000 520000 sign 3 none - - works
    # 贵州 takes 山东 without return; 浙江 would, at an assurance that 山东 has not.
    grant R-37-52 370000 520000 sign 2 none
    grant R-37-33 370000 330000 sign 3 none
    # 重庆 gives nothing to 贵州 in return; with 四川 it is mutual.
    grant R-50-52 500000 520000 sign,encrypt 3 required
    grant R-50-51 500000 510000 sign,encrypt 3 required
    grant R-51-50 510000 500000 sign,encrypt 3 required
    grant R-41-52 410000 520000 sign 3 required
    grant R-52-41 520000 410000 sign 3 required
    grant R-44-52 440000 520000 sign 3 none
    grant R-52-44 520000 440000 sign 3 none
    confirmations='{"at":1782864000000,"noticeRef":"国办样例〔2026〕1号","ruleId":"L-32-50","rulesId":"cn-32-rules"}'
fi
trust_list cn cn national 100000 国家公共资源交易管理机构 $issued '' \
    "$(rules cn cn 100000 $issued "$national_rules" "$confirmations")" "$pointers"
printf '# SHA-256 of the certificate that signs the first national list; in earnest, learn it by other means.\n%s\n' \
    "$(fingerprint "$work/cn-list.pem")" >"$out/lists/pin.txt"
