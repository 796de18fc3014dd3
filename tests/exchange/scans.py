"""Scans as nmap 7.93 writes them, put together for tests: its head, hosts up and down, its end."""

from xml.sax.saxutils import quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/bin/../share/nmap/nmap.xsl" type="text/xsl"?>
<!-- Nmap 7.93 scan initiated Wed Mar 11 09:30:00 2026 as: nmap -sn -v -oX scan.xml 10.20.4.0/24 -->
<nmaprun scanner="nmap" args="nmap -sn -v -oX scan.xml 10.20.4.0/24" start="1773221400" \
startstr="Wed Mar 11 09:30:00 2026" version="7.93" xmloutputversion="1.05">
<verbose level="1"/>
<debugging level="0"/>
<taskbegin task="ARP Ping Scan" time="1773221400"/>
<taskend task="ARP Ping Scan" time="1773221402" extrainfo="255 total hosts"/>
<hosthint><status state="up" reason="arp-response" reason_ttl="0"/>
<address addr="10.20.4.250" addrtype="ipv4"/>
<hostnames>
</hostnames>
</hosthint>
"""

TAIL = """<runstats><finished time="1773221407" timestr="Wed Mar 11 09:30:07 2026" \
summary="Nmap done" elapsed="6.94" exit="success"/><hosts up="3" down="253" total="256"/>
</runstats>
</nmaprun>
"""

DOWN = """<host><status state="down" reason="no-response" reason_ttl="0"/>
<address addr="10.20.4.99" addrtype="ipv4"/>
</host>
"""


def host(
    ip: str,
    mac: str = "",
    maker: str = "",
    name: str = "",
    os: str = "",
    kind: str = "",
    accuracy: int = 96,
    ports: str = "",
) -> str:
    """A host that answered; `ports` are `number/protocol/state/service`, apart by blanks."""
    lines = [
        '<host starttime="1773221400" endtime="1773221402">',
        '<status state="up" reason="arp-response" reason_ttl="0"/>',
        f'<address addr="{ip}" addrtype="{"ipv6" if ":" in ip else "ipv4"}"/>',
    ]
    if mac:
        said = f" vendor={quoteattr(maker)}" if maker else ""
        lines.append(f'<address addr="{mac}" addrtype="mac"{said}/>')
    lines.append("<hostnames>")
    if name:
        lines.append(f'<hostname name={quoteattr(name)} type="PTR"/>')
    lines.append("</hostnames>")
    if ports:
        lines.append('<ports><extraports state="closed" count="997">')
        lines.append('<extrareasons reason="reset" count="997"/></extraports>')
        for one in ports.split():
            number, protocol, state, service = one.split("/")
            lines.append(
                f'<port protocol="{protocol}" portid="{number}"><state state="{state}" '
                f'reason="syn-ack" reason_ttl="64"/><service name="{service}" product="X" '
                'method="probed" conf="10"><cpe>cpe:/a:x</cpe></service></port>'
            )
        lines.append("</ports>")
    if os:
        lines.append(
            f'<os><portused state="open" proto="tcp" portid="22"/><osmatch name={quoteattr(os)} '
            f'accuracy="{accuracy}" line="1"><osclass type="{kind or "general purpose"}" '
            f'vendor="X" osfamily="X" accuracy="{accuracy}"/></osmatch></os>'
        )
    lines.append('<times srtt="118" rttvar="2843" to="100000"/>\n</host>')
    return "\n".join(lines) + "\n"


def scan(*hosts: str) -> str:
    """A whole scan of some hosts."""
    return HEAD + "".join(hosts) + TAIL
