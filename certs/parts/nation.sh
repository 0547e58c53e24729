# shellcheck shell=bash
# Seven more provinces, each with something of its own. Read by certs/make --nation; certs/README.md tells the
# story of each.

shelf=$out/pki
keep_crl() { # TERRITORY
    mkdir -p "$out/revocation/$1"
    { crl "$1-ca" "$shelf/$1/ca.pem" "$work/$1-ca.key"
      crl "$1-root" "$shelf/$1/root.pem" "$work/$1-root.key"; } >"$out/revocation/$1/crl.pem"
}

# 北京: SM2 throughout, under the usual identifier.
province 110000 北京 sm2 sm2
identity 110000 bidder-beijing-1 京建集团有限公司 110101 MA6G0011
identity 110000 bidder-beijing-revoked 京城已吊销有限公司 110101 MA6G0012
signs_with sm2
openssl ca -config "$work/110000-ca/conf" -md $digest "${by[@]}" -cert "$shelf/110000/ca.pem" \
    -keyfile "$work/110000-ca.key" -revoke "$out/identities/bidder-beijing-revoked/cert.pem" 2>/dev/null
keep_crl 110000

# 上海 and 江苏: each root certifies the other's CA, and says which policy stands for which.
province 310000 上海 ec ec 2.999.86.31.3
province 320000 江苏 ec ec 2.999.86.32.3
cross() { # BY OF NAME: the root of BY certifies the CA of OF, which is in the province of that name
    issue "$1-root" "$shelf/$1/root.pem" "$work/$1-root.key" \
        "/C=CN/ST=$3/O=$3数字证书 $mark/CN=$3样例签发CA $mark" \
        "$work/$2-ca.key" "$shelf/$2/cross-$1.pem" $begin $end "basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid:always
certificatePolicies=2.999.86.${1:0:2}.3
policyMappings=critical,2.999.86.${1:0:2}.3:2.999.86.${2:0:2}.3"
}
cross 310000 320000 江苏
cross 320000 310000 上海
identity 310000 bidder-shanghai-1 沪建工程有限公司 310101 MA6H0011
identity 320000 bidder-jiangsu-1 苏建工程有限公司 320101 MA6J0011
more='extendedKeyUsage=critical,timeStamping' identity 310000 tsa-shanghai 上海时间戳中心 310101 MA6H0021
keep_crl 310000
keep_crl 320000

# 山东: no revocation list for holders, only answers about one certificate at a time.
province 370000 山东 ec ec
identity 370000 bidder-shandong-1 鲁建工程有限公司 370101 MA6K0011
identity 370000 bidder-shandong-revoked 鲁地已吊销有限公司 370101 MA6K0012
more='extendedKeyUsage=OCSPSigning
noCheck=ignored' identity 370000 ocsp-shandong 山东状态服务 370101 MA6K0021
openssl ca -config "$work/370000-ca/conf" -cert "$shelf/370000/ca.pem" -keyfile "$work/370000-ca.key" \
    -revoke "$out/identities/bidder-shandong-revoked/cert.pem" 2>/dev/null
mkdir -p "$out/revocation/370000"
crl 370000-root "$shelf/370000/root.pem" "$work/370000-root.key" >"$out/revocation/370000/crl.pem"
answer() { # INDEX CA RESPONDER_CERT RESPONDER_KEY SUBJECT OUT
    openssl ocsp -index "$1" -CA "$2" -rsigner "$3" -rkey "$4" -issuer "$2" -sha256 -cert "$5" -no_nonce -ndays 7000 \
        -reqout "$work/request" -respout "$6" >/dev/null 2>&1 || true
    openssl ocsp -index "$1" -CA "$2" -rsigner "$3" -rkey "$4" -reqin "$work/request" -ndays 7000 -respout "$6" >/dev/null 2>&1
}
for one in bidder-shandong-1 bidder-shandong-revoked; do
    answer "$work/370000-ca/index" "$shelf/370000/ca.pem" "$out/identities/ocsp-shandong/cert.pem" \
        "$out/identities/ocsp-shandong/key.pem" "$out/identities/$one/cert.pem" "$out/revocation/370000/$one.ocsp"
done

# 河南: suspended since 2026-03-01.
province 410000 河南 ec ec
identity 410000 bidder-henan-1 豫建工程有限公司 410101 MA6L0011
keep_crl 410000

# 广东: its key was lost on 2026-02-01, which was found out and recorded nine days later.
province 440000 广东 ec ec
identity 440000 bidder-guangdong-1 粤建工程有限公司 440101 MA6M0011
keep_crl 440000

# 重庆: the complete list is old, and a delta list tells what was revoked since.
province 500000 重庆 ec ec
identity 500000 bidder-chongqing-1 渝建工程有限公司 500101 MA6N0011
identity 500000 bidder-chongqing-revoked 渝州已吊销有限公司 500101 MA6N0012
mkdir -p "$out/revocation/500000"
{ crl 500000-ca "$shelf/500000/ca.pem" "$work/500000-ca.key" complete
  crl 500000-root "$shelf/500000/root.pem" "$work/500000-root.key"; } >"$out/revocation/500000/crl.pem"
openssl ca -config "$work/500000-ca/conf" -cert "$shelf/500000/ca.pem" -keyfile "$work/500000-ca.key" \
    -revoke "$out/identities/bidder-chongqing-revoked/cert.pem" 2>/dev/null
crl 500000-ca "$shelf/500000/ca.pem" "$work/500000-ca.key" delta >"$out/revocation/500000/crl-delta.pem"

# Seal makers and a time-stamp authority of the first provinces.
shelf=$out/anchors
identity 520000 sealmaker-guizhou 贵州印章制作有限公司 520100 MA6A0031
identity 330000 sealmaker-zhejiang 浙江印章制作有限公司 330100 MA6C0031
