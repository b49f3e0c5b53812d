"""Certificates of an authority that only the tests know."""

from pathlib import Path

import trustme


def certificates(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate for the loopback, its key, and the bundle of the authority that signed it."""
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost", "127.0.0.1")
    certificate, key, bundle = folder / "server.pem", folder / "server.key", folder / "authority.pem"
    leaf.cert_chain_pems[0].write_to_path(str(certificate))
    leaf.private_key_pem.write_to_path(str(key))
    authority.cert_pem.write_to_path(str(bundle))
    return certificate, key, bundle
