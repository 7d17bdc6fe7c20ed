from ipaddress import ip_address

from odoo.tests import BaseCase

from ..tools.hosts import Allowed, canonical, is_loopback, is_public

PRIVATE = (
    # This network, private ones, shared address space (RFC 6598)
    *("0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("100.64.0.1", "100.100.100.200"),
    # This machine, link-local with the clouds' metadata, Azure's
    *("127.0.0.1", "127.9.9.9", "169.254.1.1", "169.254.169.254", "168.63.129.16"),
    # Protocols (Oracle's metadata), documentation, 6to4 relays, benchmarks
    *("192.0.0.192", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("198.18.0.1", "198.19.255.255"),
    # Multicast, the former class E, broadcast
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    # IPv4 inside of IPv6: compatible, mapped, NAT64, a network's own NAT64, 6to4,
    # Teredo
    *("::7f00:1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::a9fe:a9fe"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:1::1"),
    *("2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1"),
)
PUBLIC = (
    *("1.1.1.1", "9.255.255.255", "11.0.0.1", "172.15.0.1", "172.32.0.1"),
    *("100.63.255.255", "100.128.0.1", "169.253.0.1", "192.167.0.1", "223.255.255.1"),
    *("2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::101:101"),
    "2002:101:101::",
)


class TestHosts(BaseCase):
    def test_a_host_has_one_spelling(self):
        for spelled, one in (
            ("API.X.ai", "api.x.ai"),
            ("xn--mgbh0fb.example", "xn--mgbh0fb.example"),
            ("مثال.example", "xn--mgbh0fb.example"),
            ("1.2.3.4", "1.2.3.4"),
            ("0:0:0:0:0:0:0:1", "::1"),
            ("2606:4700:0::1111", "2606:4700::1111"),
            ("LOCALHOST", "localhost"),
        ):
            with self.subTest(spelled):
                self.assertEqual(canonical(spelled), one)

    def test_what_can_be_read_in_two_ways_is_no_host(self):
        for host in (
            # An address of this machine, as the C library reads it
            *("2130706433", "0x7f000001", "017700000001", "127.1", "127.0.1"),
            *("0177.0.0.1", "0x7f.0.0.1", "127.0.0.01", "127.0.0.0x1"),
            # In letters that only look like it
            *("１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1"),
            *("fe80::1%eth0", "127.0.0.1%25", "::ffff:127.0.0.1%1"),
            *("api.x.ai.", "api..x.ai", ".api.x.ai", "", ".", "-", "a-.example"),
            *("api.x.ai:443", "api.x.ai/", "api x.ai", "user@api.x.ai", "a_b.example"),
            *("api.x.ai\0", "api.x.ai\n", "ａpi.x.ai/", "مثال\u200c.example"),
            *("a" * 64 + ".example", ".".join(["abcdefgh"] * 30)),
        ):
            with self.subTest(host), self.assertRaises(ValueError):
                canonical(host)

    def test_addresses_of_the_internet_are_told_from_all_others(self):
        for address in PRIVATE:
            with self.subTest(address):
                self.assertFalse(is_public(ip_address(address)))
        for address in PUBLIC:
            with self.subTest(address):
                self.assertTrue(is_public(ip_address(address)))

    def test_this_machine_needs_no_place_on_the_list(self):
        none = Allowed()
        for host in ("localhost", "127.0.0.1", "::1"):
            self.assertTrue(none.has_host(host))
            self.assertTrue(is_loopback(host))
        for host in ("127.0.0.2", "api.x.ai", "10.0.0.1", "::2", "0.0.0.0"):
            self.assertFalse(none.has_host(host))
            self.assertFalse(is_loopback(host))
        self.assertTrue(none.has_address("localhost", ip_address("127.0.0.1")))
        self.assertFalse(none.has_address("localhost", ip_address("1.1.1.1")))

    def test_name_on_the_list_leads_to_the_internet_alone(self):
        allowed = Allowed(["API.x.ai"])
        self.assertTrue(allowed.has_host("api.x.ai"))
        self.assertFalse(allowed.has_host("evil.api.x.ai"))
        self.assertFalse(allowed.has_host("x.ai"))
        self.assertTrue(allowed.has_address("api.x.ai", ip_address("1.1.1.1")))
        for address in PRIVATE:
            with self.subTest(address):
                self.assertFalse(allowed.has_address("api.x.ai", ip_address(address)))

    def test_private_address_is_allowed_where_the_list_has_it(self):
        allowed = Allowed(["ai.lan.example", "10.0.0.5", "192.168.7.0/24"])
        for address in ("10.0.0.5", "192.168.7.200"):
            self.assertTrue(allowed.has_host(address))
            self.assertTrue(allowed.has_address("ai.lan.example", ip_address(address)))
        for address in ("10.0.0.6", "192.168.8.1"):
            self.assertFalse(allowed.has_host(address))
            self.assertFalse(allowed.has_address("ai.lan.example", ip_address(address)))

    def test_entry_that_cannot_be_read_allows_nothing(self):
        allowed = Allowed(["*.x.ai", "10.0.0.5/24", "2130706433", "https://api.x.ai"])
        self.assertEqual(len(allowed.unreadable), 4)
        for host in ("api.x.ai", "10.0.0.5", "127.0.0.2"):
            self.assertFalse(allowed.has_host(host))
