"""Two real Syncthing processes that share a folder over loopback, and reach for nothing else."""

import contextlib
import json
import os
import subprocess
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.proxy import free_port
from support.servers import listens, program, running, until

FOLDER, KEY = "ours", "a-key-for-the-tests"
_OPTIONS = {
    "globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false", "natEnabled": "false",
    "crashReportingEnabled": "false", "urAccepted": "-1", "autoUpgradeIntervalH": "0", "startBrowser": "false",
    "stunKeepaliveStartS": "0", "reconnectionIntervalS": "5", "setLowPriority": "false",
    "announceLANAddresses": "false",
}  # fmt: skip
_QUIET = {"STNODEFAULTFOLDER": "1", "STNOUPGRADE": "1", "STNORESTART": "1"}


class Peer:
    """One Syncthing with its folder."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, home / "folder"
        self.port, self.gui = free_port(), free_port()
        self.folder.mkdir(parents=True)
        (self.folder / ".stfolder").mkdir()
        env = {**os.environ, **_QUIET, "HOME": str(home)}
        command = [program("syncthing"), "generate", f"--home={home / 'config'}"]
        subprocess.run(command, env=env, check=True, capture_output=True)
        self._tree = ET.parse(home / "config/config.xml")
        found = self._tree.getroot().find("device")
        assert found is not None
        self.device = found.attrib["id"]

    def know(self, other: "Peer") -> None:
        """Share the folder with ``other``, and switch off whatever reaches beyond this machine."""
        root = self._tree.getroot()
        for old in [*root.findall("folder"), *root.findall("device"), *root.findall("defaults")]:
            root.remove(old)
        folder = ET.SubElement(root, "folder", id=FOLDER, label="", path=str(self.folder), type="sendreceive",
                               rescanIntervalS="2", fsWatcherEnabled="true", fsWatcherDelayS="1")  # fmt: skip
        for peer in (self, other):
            ET.SubElement(folder, "device", id=peer.device)
            device = ET.SubElement(root, "device", id=peer.device, name="", compression="metadata")
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{peer.port}"
        gui = root.find("gui")
        assert gui is not None
        gui.attrib.update(enabled="true", tls="false")
        for name, text in (("address", f"127.0.0.1:{self.gui}"), ("apikey", KEY)):
            _child(gui, name).text = text
        options = _child(root, "options")
        for address in options.findall("listenAddress"):
            options.remove(address)
        for name, text in {**_OPTIONS, "listenAddress": f"tcp://127.0.0.1:{self.port}"}.items():
            _child(options, name).text = text
        self._tree.write(self.home / "config/config.xml")

    @contextlib.contextmanager
    def run(self) -> Iterator[None]:
        """Run it until it listens."""
        command = [program("syncthing"), "serve", f"--home={self.home / 'config'}", "--no-browser"]
        with running(command, self.gui, self.home / "log", {**_QUIET, "HOME": str(self.home)}):
            until(lambda: listens(self.port), what="Syncthing listening")
            yield

    def ask(self, path: str, method: str = "GET") -> Any:
        """Ask its REST interface."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.gui}/rest/{path}", method=method)
        request.add_header("X-API-Key", KEY)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def look(self) -> None:
        """Have it look at its folder now."""
        self.ask(f"db/scan?folder={FOLDER}", "POST")


def _child(element: ET.Element, name: str) -> ET.Element:
    found = element.find(name)
    return ET.SubElement(element, name) if found is None else found


@contextlib.contextmanager
def pair(folder: Path) -> Iterator[tuple[Peer, Peer]]:
    """Two that know each other, and are connected."""
    his, hers = Peer(folder / "his"), Peer(folder / "hers")
    his.know(hers)
    hers.know(his)
    with his.run(), hers.run():
        until(lambda: his.ask("system/connections")["connections"][hers.device]["connected"], what="the two meeting")
        yield his, hers
