"""A WebDAV server as a process: port, folder, user, password, whether it is for reading only (0 or 1)."""

import sys

from cheroot import wsgi
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp


def main(port: str, folder: str, user: str, password: str, read_only: str) -> None:
    app = WsgiDAVApp({
        "provider_mapping": {"/": FilesystemProvider(folder, readonly=read_only == "1")},
        "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "dir_browser": {"enable": False},
        "verbose": 1,
    })  # fmt: skip
    server = wsgi.Server(("127.0.0.1", int(port)), app, numthreads=4)
    try:
        server.start()
    finally:
        server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
