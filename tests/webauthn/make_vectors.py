#!/usr/bin/env python3
"""make_vectors.py: writes vectors.json beside this file: what passkeys answer, good and bad, made and checked by others'
code (Python's cryptography signs, fido2 reads the good ones as a server would).

    python3 -m venv VENV && VENV/bin/pip install fido2==2.2.1 && VENV/bin/python tests/webauthn/make_vectors.py

Each case names the step of WebAuthn Level 2 at which it must be refused, '' none. Keys are new each time it runs.
"""
import base64
import copy
import hashlib
import json
import pathlib
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from fido2 import cbor
from fido2.server import Fido2Server
from fido2.webauthn import (AttestedCredentialData, AuthenticationResponse, PublicKeyCredentialRpEntity,
                            RegistrationResponse)

RP, ORIGIN = "talk.example.org", "https://talk.example.org"
UP, UV, AT, ED = 1, 4, 64, 128
CHALLENGE = bytes(range(40))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """A key pair of one algorithm: its COSE form, and what it signs."""

    def __init__(self, alg):
        self.alg = alg
        if alg == -7:
            self.key = ec.generate_private_key(ec.SECP256R1())
            point = self.key.public_key().public_numbers()
            self.cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        elif alg == -8:
            self.key = ed25519.Ed25519PrivateKey.generate()
            self.cose = {1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes_raw()}
        else:
            self.key = rsa.generate_private_key(65537, 2048)
            numbers = self.key.public_key().public_numbers()
            self.cose = {1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}

    def sign(self, message):
        if self.alg == -7:
            return self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        if self.alg == -8:
            return self.key.sign(message)
        return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())


KEYS = {"ES256": Key(-7), "EdDSA": Key(-8), "RS256": Key(-257)}


def client(kind, **changes):
    data = {"type": f"webauthn.{kind}", "challenge": b64(CHALLENGE), "origin": ORIGIN, "crossOrigin": False, **changes}
    return json.dumps({k: v for k, v in data.items() if v is not None}, separators=(",", ":")).encode()


def head(flags, count, rp=RP):
    return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + struct.pack(">I", count)


def attested(cose, credential=b"credential of a key", length=None):
    cose = cose if isinstance(cose, bytes) else cbor.encode(cose)
    return bytes(16) + struct.pack(">H", len(credential) if length is None else length) + credential + cose


def attestation(data, fmt="none", statement=None):
    return cbor.encode({"fmt": fmt, "attStmt": {} if statement is None else statement, "authData": data})


CASES = []


def case(name, ceremony, refused, uv=True, **parts):
    CASES.append({"name": name, "ceremony": ceremony, "refused": refused, "user_verified": uv,
                  **{k: b64(v) if isinstance(v, bytes) else v for k, v in parts.items()}})


def create(name, refused="", uv=True, data=None, made=None, flags=UP | UV | AT, count=0, key="ES256", cose=None, tail=b"",
           rp=RP, **changes):
    auth = head(flags, count, rp) + (attested(KEYS[key].cose if cose is None else cose) if flags & AT else b"") + tail
    case(name, "create", refused, uv, count=count, client_data=client("create", **changes) if data is None else data,
         attestation=attestation(auth) if made is None else made)


def get(name, refused="", uv=True, data=None, auth=None, flags=UP | UV, count=9, key="ES256", signature=None, cose=None,
        rp=RP, tail=b"", **changes):
    auth = head(flags, count, rp) + tail if auth is None else auth
    data = client("get", **changes) if data is None else data
    signed = KEYS[key].sign(auth + hashlib.sha256(data).digest())
    case(name, "get", refused, uv, count=count, client_data=data, authenticator_data=auth,
         signature=signed if signature is None else signature(signed),
         public_key=cbor.encode(KEYS[key].cose) if cose is None else cose)


def changed(key, **entries):
    cose = copy.copy(KEYS[key].cose)
    for label, value in entries.items():
        cose[int(label.replace("m", "-").lstrip("_"))] = value
    return {k: v for k, v in cose.items() if v is not None}


def good():
    for name in KEYS:
        create(f"{name} is made", key=name)
        get(f"{name} signs", key=name)
    create("a touch is enough where nobody must be verified", uv=False, flags=UP | AT)
    get("a touch is enough where nobody must be verified", uv=False, flags=UP)
    create("a count from the start", count=0xFFFFFFFF)
    get("a count of none", count=0)
    create("extensions behind the key", flags=UP | UV | AT | ED, tail=cbor.encode({"credProtect": 2}))
    get("extensions of a signature", flags=UP | UV | ED, tail=cbor.encode({"appid": True}))
    create("members that nobody asked for", made=None, other_keys_can_be_added_here="do not compare", more={"a": [1]})
    get("no word of other origins", crossOrigin=None)
    get("flags of backed up passkeys", flags=UP | UV | 8 | 16)
    key = KEYS["ES256"]
    auth = head(UP | UV | AT, 1) + attested(key.cose)
    data = client("create")
    create("a statement of the key itself, which is not looked at", data=data, count=1, made=attestation(
        auth, "packed", {"alg": -7, "sig": key.sign(auth + hashlib.sha256(data).digest())}))


def bad_client_data(make, kind, steps):
    at = dict(zip(["json", "type", "challenge", "origin"], steps))
    make("client data that is no JSON", f"{at['json']}", data=b"{]")
    make("client data that is a list", at["json"], data=b"[1]")
    make("client data that is nothing", at["json"], data=b"")
    make("client data that is not UTF-8", at["json"], data=client(kind).replace(b"talk", b"t\xfflk"))
    make("a member twice", at["json"], data=client(kind)[:-1] + b',"origin":"https://talk.example.org"}')
    make("client data nested deep", at["json"], data=client(kind)[:-1] + b',"a":' + b"[" * 50 + b"]" * 50 + b"}")
    make("client data of 5 kB", at["json"], data=client(kind, more="a" * 5000))
    make("the other ceremony's type", at["type"], type="webauthn.get" if kind == "create" else "webauthn.create")
    make("no type", at["type"], type=None)
    make("another challenge", at["challenge"], challenge=b64(CHALLENGE[:-1] + b"x"))
    make("a shorter challenge", at["challenge"], challenge=b64(CHALLENGE[:-1]))
    make("a challenge with padding", at["challenge"], challenge=b64(CHALLENGE) + "==")
    make("no challenge", at["challenge"], challenge=None)
    make("a challenge that is a number", at["challenge"], challenge=7)
    make("another origin", at["origin"], origin="https://talk.example.com")
    make("the origin without TLS", at["origin"], origin="http://talk.example.org")
    make("the origin at another port", at["origin"], origin="https://talk.example.org:8443")
    make("an origin below ours", at["origin"], origin="https://a.talk.example.org")
    make("no origin", at["origin"], origin=None)
    make("a frame on another origin's page", at["origin"], crossOrigin=True)
    make("crossOrigin that is a word", at["origin"], crossOrigin="false")


def bad_create():
    bad_client_data(create, "create", ["7.1 step 6", "7.1 step 7", "7.1 step 8", "7.1 step 9"])
    key = KEYS["ES256"].cose
    auth = head(UP | UV | AT, 0) + attested(key)
    whole = attestation(auth)
    create("an attestation that is nothing", "7.1 step 12", made=b"")
    create("an attestation cut short", "7.1 step 12", made=whole[:-1])
    create("something behind the attestation", "7.1 step 12", made=whole + b"\x00")
    create("an attestation that is a list", "7.1 step 12", made=cbor.encode([1]))
    create("an attestation without authData", "7.1 step 12", made=cbor.encode({"fmt": "none", "attStmt": {}}))
    create("an attestation without fmt", "7.1 step 12", made=cbor.encode({"attStmt": {}, "authData": auth}))
    create("a statement that is no map", "7.1 step 12", made=attestation(auth, statement=b"x"))
    create("a map that claims more than there is", "7.1 step 12", made=b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff")
    create("a string that claims more than there is", "7.1 step 12", made=b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff")
    create("lists within lists", "7.1 step 12", made=b"\x81" * 10_000 + b"\x00")
    create("a map of indefinite length", "7.1 step 12", made=b"\xbf" + whole[1:] + b"\xff")
    create("a tag around it", "7.1 step 12", made=b"\xd9\xd9\xf7" + whole)
    create("a floating point number in it", "7.1 step 12", made=attestation(auth, statement={}).replace(
        cbor.encode("attStmt") + b"\xa0", cbor.encode("attStmt") + b"\xa1\x61x\xf9\x3c\x00"))
    create("a key of the map twice", "7.1 step 12", made=b"\xa4" + whole[1:] + cbor.encode("fmt") + cbor.encode("none"))
    create("three hundred items", "7.1 step 12", made=attestation(auth, "packed", {"x": [0] * 300}))
    create("an attestation of 17 kB", "7.1 step 12", made=attestation(auth, "packed", {"x": bytes(17_000)}))
    create("authenticator data of 36 bytes", "7.1 step 12", made=attestation(head(UP | UV, 0)[:36]))
    create("no credential", "7.1 step 12", flags=UP | UV)
    create("a credential that the flags do not tell of", "7.1 step 12", flags=UP | UV, tail=attested(key))
    create("a credential id of no bytes", "7.1 step 12", made=attestation(head(UP | UV | AT, 0) + attested(key, b"")))
    create("a credential id of 1024 bytes", "7.1 step 12",
           made=attestation(head(UP | UV | AT, 0) + attested(key, bytes(1024))))
    create("a credential id longer than what follows", "7.1 step 12",
           made=attestation(head(UP | UV | AT, 0) + attested(key, b"abc", length=900)))
    create("extensions that are announced and not there", "7.1 step 12", flags=UP | UV | AT | ED)
    create("extensions that are a list", "7.1 step 12", flags=UP | UV | AT | ED, tail=cbor.encode([1]))
    create("extensions that are not announced", "7.1 step 12", tail=cbor.encode({"credProtect": 2}))
    create("another site's passkey", "7.1 step 13", rp="talk.example.com")
    create("the origin in place of the site's id", "7.1 step 13", rp=ORIGIN)
    create("nobody present", "7.1 step 14", flags=UV | AT)
    create("nobody verified", "7.1 step 15", flags=UP | AT)
    create("an algorithm that was not asked for", "7.1 step 16", cose=changed("ES256", _3=-35))
    create("no algorithm", "7.1 step 16", cose=changed("ES256", _3=None))
    create("a key that is a list", "7.1 step 16", cose=[1, 2])
    create("ES256 over another curve", "7.1 step 16", cose=changed("ES256", m1=2))
    create("ES256 of another kind of key", "7.1 step 16", cose=changed("ES256", _1=1))
    create("a point that is not on the curve", "7.1 step 16", cose=changed("ES256", m3=bytes(31) + b"\x01"))
    create("a coordinate of 31 bytes", "7.1 step 16", cose=changed("ES256", m2=bytes(31)))
    create("a point without y", "7.1 step 16", cose=changed("ES256", m3=None))
    create("EdDSA over another curve", "7.1 step 16", key="EdDSA", cose=changed("EdDSA", m1=7))
    create("an Ed25519 key of 33 bytes", "7.1 step 16", key="EdDSA", cose=changed("EdDSA", m2=bytes(33)))
    short = rsa.generate_private_key(65537, 1024).public_key().public_numbers().n
    create("RSA of 1024 bits", "7.1 step 16", key="RS256", cose=changed("RS256", m1=short.to_bytes(128, "big")))
    create("RSA of 1024 bits behind zeros", "7.1 step 16", key="RS256", cose=changed("RS256", m1=short.to_bytes(256, "big")))
    create("an even modulus", "7.1 step 16", key="RS256", cose=changed("RS256", m1=b"\xff" * 255 + b"\xfe"))
    create("an exponent of one", "7.1 step 16", key="RS256", cose=changed("RS256", m2=b"\x01"))
    create("a modulus of 8192 bits", "7.1 step 16", key="RS256", cose=changed("RS256", m1=b"\xff" * 1024))
    create("an attestation of none with a statement", "7.1 step 19", made=attestation(auth, statement={"alg": -7}))


def bad_get():
    bad_client_data(get, "get", ["7.2 step 10", "7.2 step 11", "7.2 step 12", "7.2 step 13"])
    get("a key that cannot be read", "7.2 step 7", cose=b"\xa0")
    get("authenticator data of nothing", "7.2 step 8", auth=b"")
    get("authenticator data cut short", "7.2 step 8", auth=head(UP | UV, 9)[:-1])
    get("something behind the authenticator data", "7.2 step 8", tail=b"\x00")
    get("extensions that are announced and not there", "7.2 step 8", flags=UP | UV | ED)
    get("a signature of 2 kB", "7.2 step 8", signature=lambda s: s + bytes(2048))
    get("another site's passkey", "7.2 step 15", rp="talk.example.com")
    get("nobody present", "7.2 step 16", flags=UV)
    get("nobody verified", "7.2 step 17", flags=UP)
    for name in KEYS:
        get(f"{name}: a bit of the signature changed", "7.2 step 20", key=name,
            signature=lambda s: s[:-1] + bytes([s[-1] ^ 1]))
        get(f"{name}: a signature of nothing", "7.2 step 20", key=name, signature=lambda s: b"")
        get(f"{name}: something behind the signature", "7.2 step 20", key=name, signature=lambda s: s + b"\x00")
        get(f"{name}: another key's signature", "7.2 step 20", key=name, cose=cbor.encode(Key(KEYS[name].alg).cose))
    get("a signature of zeros", "7.2 step 20", signature=lambda s: bytes.fromhex("3006020100020100"))
    get("an Ed25519 key under the name of ES256", "7.2 step 7", key="EdDSA", cose=cbor.encode(changed("EdDSA", _3=-7)))
    other = client("get", challenge=b64(CHALLENGE), more="x")
    get("a signature over other client data", "7.2 step 20",
        signature=lambda s: KEYS["ES256"].sign(head(UP | UV, 9) + hashlib.sha256(other).digest()))
    get("a signature over another count", "7.2 step 20",
        signature=lambda s: KEYS["ES256"].sign(head(UP | UV, 10) + hashlib.sha256(client("get")).digest()))


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_by_fido2(one):
    """Another server takes what ours takes."""
    server = Fido2Server(PublicKeyCredentialRpEntity(id=RP, name="Comity"))
    state = {"challenge": b64(CHALLENGE), "user_verification": "required" if one["user_verified"] else "discouraged"}
    credential = b"credential of a key"
    if one["ceremony"] == "create":
        server.register_complete(state, RegistrationResponse.from_dict({
            "id": b64(credential), "rawId": b64(credential), "type": "public-key", "clientExtensionResults": {},
            "response": {"clientDataJSON": one["client_data"], "attestationObject": one["attestation"]}}))
    else:
        stored = AttestedCredentialData(attested(raw(one["public_key"]), credential))
        server.authenticate_complete(state, [stored], AuthenticationResponse.from_dict({
            "id": b64(credential), "rawId": b64(credential), "type": "public-key", "clientExtensionResults": {},
            "response": {"clientDataJSON": one["client_data"], "authenticatorData": one["authenticator_data"],
                         "signature": one["signature"]}}))


def main():
    good()
    bad_create()
    bad_get()
    for one in CASES:
        if not one["refused"]:
            check_by_fido2(one)
    lines = ",\n".join(json.dumps(one) for one in CASES)
    out = pathlib.Path(__file__).resolve().parent / "vectors.json"
    out.write_text(f'{{"made_by": "tests/webauthn/make_vectors.py", "id": "{RP}", "origin": "{ORIGIN}", '
                   f'"challenge": "{b64(CHALLENGE)}", "credential": "{b64(b"credential of a key")}", "cases": [\n{lines}\n]}}\n')
    print(len(CASES), "cases")


if __name__ == "__main__":
    main()
