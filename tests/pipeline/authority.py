"""A certificate authority of a test's own, and a server context that it vouches for."""
import ssl
import subprocess


def openssl(*args):
    subprocess.run(["openssl", *args], check=True, capture_output=True, timeout=60)


class Authority:
    """certificate: its file, for those who are to trust it. context: of a server here."""

    def __init__(self, folder):
        self.certificate = f"{folder}/authority.pem"
        key, request, server = (f"{folder}/{name}" for name in ("a.key", "s.csr", "s.pem"))
        new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl(
            *(*new, "-x509", "-days", "2", "-subj", "/CN=An Authority of a Test"),
            *("-keyout", key, "-out", self.certificate),
        )
        names = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::ffff:127.0.0.1"
        openssl(
            *(*new, "-subj", "/CN=localhost", "-keyout", f"{folder}/s.key", "-out", request),
        )
        with open(f"{folder}/s.ext", "w", encoding="ascii") as file:
            file.write(names + "\n")
        openssl(
            *("x509", "-req", "-days", "2", "-in", request, "-CA", self.certificate, "-CAkey", key),
            *("-CAcreateserial", "-extfile", f"{folder}/s.ext", "-out", server),
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(server, f"{folder}/s.key")
