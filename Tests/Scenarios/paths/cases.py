"""Makes certificates, lists and OCSP responses of many kinds and asks `tradehall cert verify` about each."""
import datetime
import ipaddress
import subprocess
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

HALL = sys.argv[1]
NOW = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
PASSED, FAILED, REFUSED = {0}, {1}, {1, 2}
faults = []
count = 0


def days(number):
    return NOW + datetime.timedelta(days=number)


def key():
    return ec.generate_private_key(ec.SECP256R1())


def name(text):
    return x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEST"), x509.NameAttribute(NameOID.COMMON_NAME, text)])


def usage(**given):
    every = ("digital_signature content_commitment key_encipherment data_encipherment key_agreement "
             "key_cert_sign crl_sign encipher_only decipher_only").split()
    return x509.KeyUsage(**{one: given.get(one, False) for one in every})


def certificate(subject, own, issuer, signer, ca=None, length=None, more=(), aki=True, ski=True, use=None,
                begins=-300, ends=300):
    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer))
               .public_key(own.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(days(begins)).not_valid_after(days(ends)))
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca, length), True)
    if ski:
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False)
    if aki:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
    use = use or (usage(key_cert_sign=True, crl_sign=True) if ca else usage(digital_signature=True))
    builder = builder.add_extension(use, True)
    for extension, critical in more:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256())


def revocations(issuer, signer, revoked=(), ends=30, begins=-30, more=(), number=True, aki=True):
    builder = (x509.CertificateRevocationListBuilder().issuer_name(name(issuer)).last_update(days(begins))
               .next_update(days(ends)))
    if number:
        builder = builder.add_extension(x509.CRLNumber(7), False)
    if aki:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
    for extension, critical in more:
        builder = builder.add_extension(extension, critical)
    for one, extensions in revoked:
        entry = (x509.RevokedCertificateBuilder().serial_number(one.serial_number).revocation_date(days(-40)))
        for extension, critical in extensions:
            entry = entry.add_extension(extension, critical)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(signer, hashes.SHA256())


def answer(about, issuer, responder, signer, status=ocsp.OCSPCertStatus.GOOD, certificates=None, begins=-1, ends=5,
           digest=hashes.SHA1(), by=ocsp.OCSPResponderEncoding.HASH):
    revoked = days(-20) if status == ocsp.OCSPCertStatus.REVOKED else None
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=about, issuer=issuer, algorithm=digest, cert_status=status, this_update=days(begins),
        next_update=days(ends), revocation_time=revoked, revocation_reason=None).responder_id(by, responder)
    if certificates:
        builder = builder.certificates(certificates)
    return builder.sign(signer, hashes.SHA256())


def der(thing):
    return thing if isinstance(thing, bytes) else thing.public_bytes(serialization.Encoding.DER)


def write(path, *things):
    with open(path, "wb") as file:
        file.write(b"".join(der(one) for one in things))
    return path


def judge(subject, anchors=None, between=None, lists=(), answers=()):
    line = [HALL, "cert", "verify", write("subject.der", subject), "--lang", "en",
            "--anchors", write("anchors.der", *(anchors or [root]))]
    between = [middle] if between is None else between
    if between:
        line += ["--intermediates", write("between.der", *between)]
    for number, one in enumerate(lists):
        line += ["--crls", write(f"list{number}.der", one)]
    for number, one in enumerate(answers):
        line += ["--ocsp", write(f"answer{number}.der", one)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def case(words, expected, subject, **more):
    global count
    count += 1
    done = judge(subject, **more)
    if done.returncode not in expected:
        faults.append(f"{words}: exit {done.returncode}, expected {sorted(expected)}: {done.stdout}{done.stderr}")


root_key, middle_key, leaf_key, other_key = key(), key(), key(), key()
root = certificate("root", root_key, "root", root_key, True)
middle = certificate("middle", middle_key, "root", root_key, True, 0)


def leaf(**more):
    return certificate("leaf", leaf_key, "middle", more.pop("signer", middle_key), **more)


def a_middle(*more, **others):
    return certificate("middle", middle_key, "root", root_key, True, 0, more=more, **others)


def names(*general):
    return [(x509.SubjectAlternativeName(list(general)), False)]


def subtrees(permitted=None, excluded=None, critical=True):
    return a_middle((x509.NameConstraints(permitted, excluded), critical))


def odd(oid, critical, value=b"\x05\x00"):
    return (x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), value), critical)


DNS = x509.DNSName
good = leaf()

case("a good path", PASSED, good)
case("a leaf that another key signed", FAILED, leaf(signer=key()))
case("an issuer that is no CA", FAILED, good, between=[certificate(
    "middle", middle_key, "root", root_key, False, use=usage(key_cert_sign=True))])
case("an issuer without basic constraints", FAILED, good, between=[certificate(
    "middle", middle_key, "root", root_key, None, use=usage(key_cert_sign=True))])
case("an issuer that may not sign certificates", FAILED, good, between=[a_middle(use=usage(crl_sign=True))])
below = certificate("below", other_key, "middle", middle_key, True)
case("a path longer than its CA allows", FAILED, certificate("leaf", leaf_key, "below", other_key),
     between=[middle, below])
case("an expired leaf", FAILED, leaf(ends=-1))
case("a leaf that is not yet valid", FAILED, leaf(begins=1))
case("an expired root", FAILED, good, anchors=[certificate("root", root_key, "root", root_key, True, ends=-1)])
case("an unknown critical extension", FAILED, leaf(more=[odd("1.2.3.4.5", True)]))
case("an unknown extension that is not critical", PASSED, leaf(more=[odd("1.2.3.4.5", False)]))
case("a permitted DNS name", PASSED, leaf(more=names(DNS("a.example.com"))), between=[subtrees([DNS("example.com")])])
case("a DNS name not permitted", FAILED, leaf(more=names(DNS("a.example.org"))), between=[subtrees([DNS("example.com")])])
case("an excluded DNS name", FAILED, leaf(more=names(DNS("a.example.com"))), between=[subtrees(None, [DNS("example.com")])])
case("a wildcard over an excluded name", FAILED, leaf(more=names(DNS("*.example.com"))),
     between=[subtrees(None, [DNS("x.example.com")])])
case("name constraints that are not critical", FAILED, leaf(more=names(DNS("a.example.com"))),
     between=[subtrees([DNS("example.com")], None, False)])
case("an address not permitted", FAILED, leaf(more=names(x509.IPAddress(ipaddress.ip_address("10.1.1.1")))),
     between=[subtrees([x509.IPAddress(ipaddress.ip_network("10.2.0.0/16"))])])
case("a directory name not permitted", FAILED, good, between=[subtrees([x509.DirectoryName(
    x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "OTHER")]))])])
case("name constraints in a leaf", FAILED, leaf(more=[(x509.NameConstraints([DNS("a.com")], None), True)]))
case("a leaf without the key of its issuer", FAILED, leaf(aki=False))
case("a CA without a key identifier", FAILED, good, between=[a_middle(ski=False)])
case("an empty extended key usage", FAILED, leaf(more=[odd(ExtensionOID.EXTENDED_KEY_USAGE.dotted_string, False, b"\x30\x00")]))
case("a malformed DNS name", FAILED, leaf(more=names(DNS("a_b.example.com"))))
case("a stranger's self-signed certificate", FAILED, certificate("x", leaf_key, "x", leaf_key), between=[])
case("bytes after the certificate", FAILED, der(good)[:-1] + b"\x00")

of_root, of_middle = revocations("root", root_key), revocations("middle", middle_key)
idp = x509.IssuingDistributionPoint
case("good lists", PASSED, good, lists=[of_root, of_middle])
case("a list for one of two CAs", REFUSED, good, lists=[of_middle])
case("a revoked leaf", FAILED, good, lists=[of_root, revocations("middle", middle_key, [(good, [])])])
case("a leaf on hold", REFUSED, good, lists=[of_root, revocations("middle", middle_key, [(good, [
    (x509.CRLReason(x509.ReasonFlags.certificate_hold), False)])])])
case("a revoked CA", FAILED, good, lists=[revocations("root", root_key, [(middle, [])]), of_middle])
case("a stale list", REFUSED, good, lists=[of_root, revocations("middle", middle_key, ends=-1)])
case("a list of the future", REFUSED, good, lists=[of_root, revocations("middle", middle_key, begins=1)])
case("a list that a stranger signed", REFUSED, good, lists=[of_root, revocations("middle", key(), aki=False)])
case("a list without a number", REFUSED, good, lists=[of_root, revocations("middle", middle_key, number=False)])
case("an unknown critical extension in a list", REFUSED, good,
     lists=[of_root, revocations("middle", middle_key, more=[odd("1.2.3.4", True)])])
case("an unknown critical extension in an entry", REFUSED, good,
     lists=[of_root, revocations("middle", middle_key, [(middle, [odd("1.2.3.4", True)])])])
case("a list for CAs alone", REFUSED, good, lists=[of_root, revocations(
    "middle", middle_key, more=[(idp(None, None, False, True, None, False, False), True)])])
case("a list for users alone", PASSED, good, lists=[of_root, revocations(
    "middle", middle_key, more=[(idp(None, None, True, False, None, False, False), True)])])
case("a list for some reasons", REFUSED, good, lists=[of_root, revocations("middle", middle_key, more=[
    (idp(None, None, False, False, frozenset([x509.ReasonFlags.key_compromise]), False, False), True)])])
case("a delta without its base", REFUSED, good, lists=[of_root, revocations(
    "middle", middle_key, more=[(x509.DeltaCRLIndicator(5), True)])])
case("a list by a CA that may not sign lists", REFUSED, good, between=[a_middle(use=usage(key_cert_sign=True))],
     lists=[of_root, of_middle])

STATUS = ocsp.OCSPCertStatus
above = answer(middle, root, root, root_key)
right = answer(good, middle, middle, middle_key)
case("answers by the issuers", PASSED, good, answers=[above, right])
case("an answer by SHA-256 and by name", PASSED, good, answers=[above, answer(
    good, middle, middle, middle_key, digest=hashes.SHA256(), by=ocsp.OCSPResponderEncoding.NAME)])
case("an answer that tells of a revocation", FAILED, good, answers=[above, answer(good, middle, middle, middle_key, STATUS.REVOKED)])
case("an answer that knows nothing", REFUSED, good, answers=[above, answer(good, middle, middle, middle_key, STATUS.UNKNOWN)])
case("a stale answer", REFUSED, good, answers=[above, answer(good, middle, middle, middle_key, begins=-20, ends=-10)])
case("an answer of the future", REFUSED, good, answers=[above, answer(good, middle, middle, middle_key, begins=1, ends=5)])
signs = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)
unchecked = (x509.OCSPNoCheck(), False)


def delegate(words, expected, responder, signer=other_key, carried=True):
    made = answer(good, middle, responder, signer, certificates=[responder] if carried else None)
    case(words, expected, good, answers=[above, made])


delegate("an answer by a delegate", PASSED, certificate("ocsp", other_key, "middle", middle_key, more=[signs, unchecked]))
delegate("a delegate without the purpose", REFUSED, certificate("ocsp", other_key, "middle", middle_key))
delegate("a delegate of another CA", REFUSED, certificate("ocsp", other_key, "root", root_key, more=[signs, unchecked]))
delegate("an expired delegate", REFUSED, certificate("ocsp", other_key, "middle", middle_key, more=[signs, unchecked], ends=-1))
stranger = certificate("middle", other_key, "root", other_key, True, 0)
delegate("a stranger under the CA's name", REFUSED, stranger)
delegate("a stranger who hides its certificate", REFUSED, stranger, carried=False)
case("an answer about another certificate", REFUSED, good, answers=[above, answer(leaf(), middle, middle, middle_key)])
case("a good answer against a list that revokes", FAILED, good, answers=[above, right],
     lists=[of_root, revocations("middle", middle_key, [(good, [])])])

whole, flips = der(right), 0
for index in range(0, len(whole), 5):
    changed = bytearray(whole)
    changed[index] ^= 1
    flips += 1
    case(f"an answer with byte {index} changed", REFUSED, good, answers=[above, bytes(changed)])

for fault in faults:
    print(f"corner-cases: {fault}", file=sys.stderr)
print(f"  - {count - flips} kinds of paths, lists and answers judged rightly, and {flips} changed bytes refused"
      if not faults else f"  - {len(faults)} of {count} judged wrongly")
sys.exit(1 if faults else 0)
