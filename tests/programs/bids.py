"""bid/v1 once more, with the HPKE of others (PyPI pyhpke) and nothing of ours: seals what the market must open, opens what the market sealed.

Each line of standard input is a request in JSON, each line of the answer too: {"act": "seal", committee, label, object, plaintext} or
{"act": "open", committee, keys, sealed}.
"""

import base64
import itertools
import json
import secrets
import sys
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

suite = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def digest(data):
    return sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def key_of(point, private=None):
    jwk = {"kty": "EC", "crv": "P-256", "x": url(point[1:33]), "y": url(point[33:])}
    return KEMKey.from_jwk(jwk if private is None else {**jwk, "d": url(private)})


def read(text):
    lines = [line.split(" ") for line in text.splitlines()]
    members = {line[1]: bytes.fromhex(line[3]) for line in lines if line[0] == "member" and line[2] == "entry"}
    return lines[1][1], int(lines[2][1]), members


def xor(left, right):
    return bytes(a ^ b for a, b in zip(left, right))


def seal(asked):
    project, threshold, members = read(asked["committee"])
    label, thing, plain = asked["label"], asked["object"], asked["plaintext"].encode()
    salt, key = secrets.token_bytes(32), secrets.token_bytes(32)
    commit = digest(f"bid/v1 commit\n{project}\n{label}\n{thing}\n{salt.hex()}\n{digest(plain)}\n")
    envelope = f"bid/v1 envelope\nproject {project}\nlabel {label}\nobject {thing}\ncommit {commit}\n"
    for subset in sorted("+".join(some) for some in itertools.combinations(members, threshold)):
        left, chosen = key, subset.split("+")
        for place, member in enumerate(chosen, 1):
            share = left if place == len(chosen) else secrets.token_bytes(32)
            left = xor(left, share)
            info = f"bid/v1 share\n{project}\n{label}\n{subset}\n{member}\n{thing}\n".encode()
            enc, sender = suite.create_sender_context(key_of(members[member]), info)
            envelope += f"share {subset} {member} {enc.hex()} {sender.seal(share, commit.encode()).hex()}\n"
    body = salt + len(plain).to_bytes(4, "big") + plain
    body += bytes(-len(body) % (4096 if thing == "entry" else 65536))
    payload = AESGCM(key).encrypt(bytes(12), body, f"bid/v1 payload\n{project}\n{label}\n{commit}\n{thing}\n".encode())
    envelope += f"payload {digest(payload)} {len(payload)}\n"
    return {"sealed": f"{envelope}\n{base64.b64encode(payload).decode()}\n", "salt": salt.hex(), "key": key.hex()}


def open_(asked):
    project, _, members = read(asked["committee"])
    envelope, payload = asked["sealed"].split("\n\n")
    lines = [line.split(" ") for line in envelope.splitlines()]
    label, thing, commit = lines[2][1], lines[3][1], lines[4][1]
    sums = {}
    for _, subset, member, enc, ciphertext in (line for line in lines if line[0] == "share"):
        info = f"bid/v1 share\n{project}\n{label}\n{subset}\n{member}\n{thing}\n".encode()
        own = key_of(members[member], bytes.fromhex(asked["keys"][member]))
        receiver = suite.create_recipient_context(bytes.fromhex(enc), own, info)
        sums[subset] = xor(sums.get(subset, bytes(32)), receiver.open(bytes.fromhex(ciphertext), commit.encode()))
    (key,) = set(sums.values())
    body = AESGCM(key).decrypt(bytes(12), base64.b64decode(payload), f"bid/v1 payload\n{project}\n{label}\n{commit}\n{thing}\n".encode())
    return {"salt": body[:32].hex(), "plaintext": body[36 : 36 + int.from_bytes(body[32:36], "big")].decode()}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"seal": seal, "open": open_}[request["act"]](request)
    except Exception as error:  # whatever does not open is shut
        answer = {"shut": type(error).__name__}
    print(json.dumps(answer), flush=True)
