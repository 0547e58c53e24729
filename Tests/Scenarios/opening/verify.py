#!/usr/bin/env python3
"""Replays an opening transcript from what docs/formats/opening-transcript.md says, and from nothing else.

    verify.py TRANSCRIPT.json LOG-KEY [SEALED-FILE ...]

Exit 0 when everything holds, 1 with one line for each thing that does not. Points and scalars are worked here; AES and
Ed25519 are those of the package `cryptography`.
"""
import base64, hashlib, json, sys
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff
N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
G = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
     0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)


def add(p, q):
    if p is None: return q
    if q is None: return p
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0: return None
        slope = (3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def times(k, p):
    result = None
    for bit in bin(k % N)[2:]:
        result = add(result, result)
        if bit == "1": result = add(result, p)
    return result


def point(text):
    raw = bytes.fromhex(text)
    x, y = int.from_bytes(raw[1:33], "big"), int.from_bytes(raw[33:], "big")
    if len(raw) != 65 or raw[0] != 4 or x >= P or y >= P or (y * y - x * x * x + 3 * x - B) % P:
        raise ValueError("a point is not on P-256")
    return x, y


def encode(p): return b"\x04" + p[0].to_bytes(32, "big") + p[1].to_bytes(32, "big")


def scalar(text):
    value = int(text, 16)
    if len(text) != 64 or value >= N: raise ValueError("a number is not below the order")
    return value


def challenge(*fields):
    whole = b"".join(len(f).to_bytes(4, "big") + f for f in fields)
    return int.from_bytes(hashlib.sha512(whole).digest(), "big") % N


def der(tag, body):
    if len(body) < 128: return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def wrapping_key(x, ukm):
    """X9.63 with SHA-256 over ECC-CMS-SharedInfo (RFC 5753 7.2), one block."""
    wrap = der(0x30, bytes.fromhex("060960864801650304012d"))
    info = der(0x30, wrap + (der(0xa0, der(4, ukm)) if ukm is not None else b"") + der(0xa2, der(4, b"\0\0\1\0")))
    return hashlib.sha256(x + b"\0\0\0\1" + info).digest()


def ciphertext(raw):
    """The octets of encryptedContent in an AuthEnvelopedData, DER or BER."""
    def head(at):
        tag, first = raw[at], raw[at + 1]
        if first < 128: return tag, at + 2, first
        if first == 128: return tag, at + 2, None
        return tag, at + 2 + first - 128, int.from_bytes(raw[at + 2:at + 2 + first - 128], "big")

    def end(at):
        _, body, size = head(at)
        if size is not None: return body + size
        while raw[body:body + 2] != b"\0\0": body = end(body)
        return body + 2

    at = head(0)[1]
    at = head(end(at))[1]                      # past the type, into [0]
    at = head(at)[1]                           # into AuthEnvelopedData
    at = head(end(end(at)))[1]                 # past version and recipients, into EncryptedContentInfo
    at = end(end(at))                          # past type and cipher
    tag, body, size = head(at)
    if tag == 0x80: return raw[body:body + size]
    parts, stop = [], None if size is None else body + size
    while (raw[body:body + 2] != b"\0\0") if stop is None else body < stop:
        _, inner, count = head(body)
        parts.append(raw[inner:inner + count])
        body = inner + count
    return b"".join(parts)


def main(transcript, key, files):
    wrong = []
    record = json.load(open(transcript))
    n, t = record["custodians"], record["threshold"]
    if record["type"] != "tradehall/opening-transcript" or record["v"] != 1 or not 2 <= t <= n <= 9:
        return ["it is no opening transcript of version 1"]
    commitments = [point(c) for c in record["commitments"]]
    if len(commitments) != t or encode(commitments[0]).hex() != record["openingPublicKey"]:
        return ["the commitments are not those of the opening key"]
    if encode(commitments[0]) not in base64.b64decode(record["certificate"]):
        wrong.append("the opening certificate is for another key")
    shares = {}
    for j in range(1, n + 1):
        total = None
        for k, c in enumerate(commitments): total = add(total, times(pow(j, k, N), c))
        shares[j] = total

    text, _, signatures = record["checkpoint"].rpartition("\n\n")
    text += "\n"
    name, _, rest = open(key).read().strip().partition("+")
    public = base64.b64decode(rest.partition("+")[2])[1:]
    try:
        line = next(l for l in signatures.split("\n") if l.startswith("\u2014 " + name + " "))
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(line.split(" ")[2])[4:], text.encode())
        if text.split("\n")[0] != name: wrong.append("the checkpoint is one of another log")
    except (StopIteration, InvalidSignature):
        wrong.append("the checkpoint is not signed by the log")
    context = (b"tradehall/opening/partial/v1", record["tender"].encode(), record["lot"].encode(),
               hashlib.sha256(text.encode()).digest(), bytes([t]), bytes([n]), encode(commitments[0]))

    def proven(partial, digest, base):
        j, proof = partial["custodian"], partial["proof"]
        if j not in shares: return False
        d, a, b = point(partial["point"]), point(proof["a"]), point(proof["b"])
        z = scalar(proof["z"])
        c = challenge(*context, bytes([j]), digest, encode(shares[j]), encode(base), encode(d), encode(a), encode(b))
        return times(z, G) == add(a, times(c, shares[j])) and times(z, base) == add(b, times(c, d))

    sealed = {hashlib.sha256(raw).hexdigest(): raw for raw in (open(f, "rb").read() for f in files)}
    bases = {}
    for envelope in record["envelopes"]:
        digest = envelope["sha256"]
        if digest in bases: wrong.append(f"{digest}: twice in the frozen set")
        base = bases[digest] = point(envelope["ephemeralPublicKey"])
        points = {}
        for partial in envelope["partials"]:
            if proven(partial, bytes.fromhex(digest), base): points[partial["custodian"]] = point(partial["point"])
            else: wrong.append(f"{digest}: the partial of custodian {partial['custodian']} is not proven")
        chosen = sorted(points)[:t]
        if len(chosen) < t:
            wrong.append(f"{digest}: fewer than {t} partials")
            continue
        shared = None
        for i in chosen:
            weight = 1
            for m in chosen:
                if m != i: weight = weight * m * pow(m - i, -1, N) % N
            shared = add(shared, times(weight, points[i]))
        ukm = bytes.fromhex(envelope["ukm"]) if "ukm" in envelope else None
        try:
            found = aes_key_unwrap(wrapping_key(shared[0].to_bytes(32, "big"), ukm), bytes.fromhex(envelope["wrappedKey"]))
        except InvalidUnwrap:
            if envelope.get("refusal") != "BID_KEY_NOT_RECOVERED": wrong.append(f"{digest}: its key is not recovered")
            continue
        if "contentKey" not in envelope: continue
        if found.hex() != envelope["contentKey"]:
            wrong.append(f"{digest}: another content key")
            continue
        if digest in sealed:
            try:
                plain = AESGCM(found).decrypt(bytes.fromhex(envelope["nonce"]),
                                              ciphertext(sealed[digest]) + bytes.fromhex(envelope["tag"]), None)
                if hashlib.sha256(plain).hexdigest() != envelope["plaintextSHA256"]:
                    wrong.append(f"{digest}: another content")
            except InvalidTag:
                wrong.append(f"{digest}: the content fails its check")
    for extra in set(sealed) - set(bases): wrong.append(f"{extra}: a sealed file that is not in the frozen set")
    for partial in record["refused"]:
        base = bases.get(partial["envelope"])
        if base is None or proven(partial, bytes.fromhex(partial["envelope"]), base):
            wrong.append(f"{partial['envelope']}: custodian {partial['custodian']} was refused wrongly")
    if not wrong:
        print(f"{len(bases)} envelopes, {sum(len(e['partials']) for e in record['envelopes'])} partials proven, "
              f"{len(record['refused'])} refused rightly, {len(sealed)} files decrypted: all holds")
    return wrong


if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    try:
        faults = main(sys.argv[1], sys.argv[2], sys.argv[3:])
    except (KeyError, ValueError, TypeError, IndexError) as error:
        faults = [f"it cannot be read: {error}"]
    for fault in faults: print(f"WRONG {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)
