import socket
from unittest.mock import patch

from odoo.tests import BaseCase

from ..exceptions import NeedsPerson, TryLater
from ..tools.hosts import Allowed
from ..tools.network import Network
from ..tools.proxy import Proxy
from .network_common import SERVICE, NetworkCase
from .proxies import Authority, HttpProxy, SocksProxy, Trap

LOGIN = ("tehran", "p:a@ss/ü" + "x" * 200)
WRITTEN = "tehran:p%3Aa%40ss%2F%C3%BC" + "x" * 200 + "@"
URL = f"https://{SERVICE}/v1"


class TestProxies(NetworkCase):
    def network(self, url, *allowed):
        return Network(Allowed([SERVICE, *allowed]), Proxy.parse(url), tls=self.tls)

    def kinds(self, front, **options):
        """Yield a running proxy of each kind, and the address to give for it."""
        routes = {(SERVICE, 443): ("127.0.0.1", front.port)}
        for make, scheme in (
            (HttpProxy, "http"),
            (HttpProxy, "https"),
            (SocksProxy, "socks5h"),
        ):
            tls = self.authority.server("localhost") if scheme == "https" else None
            with make(routes, tls=tls, **options) as proxy:
                yield proxy, scheme, "localhost" if tls else "127.0.0.1"

    def test_service_is_reached_through_every_kind_of_proxy(self):
        for ask in self.clients:
            with self.service() as (server, front):
                for proxy, scheme, host in self.kinds(front):
                    # The proxy asks DNS: here the name is unknown.
                    with self.subTest(ask, scheme=scheme), self.no_dns_for_service():
                        url = proxy.url(scheme=scheme, host=host)
                        ask(URL, self.network(url))
                    self.assertEqual(proxy.asked, [(SERVICE, 443)])
                self.assertEqual(len(server.requests), 3)
            self.assertEqual(set(front.names), {SERVICE})

    def no_dns_for_service(self):
        real = socket.getaddrinfo

        def getaddrinfo(host, *args, **options):
            self.assertNotEqual(host, SERVICE)
            return real(host, *args, **options)

        return patch.object(socket, "getaddrinfo", getaddrinfo)

    def test_proxy_is_told_who_asks(self):
        for ask in self.clients:
            with self.service() as (server, front):
                for proxy, scheme, host in self.kinds(front, login=LOGIN):
                    with self.subTest(ask, scheme=scheme):
                        url = proxy.url(WRITTEN, scheme, host)
                        ask(URL, self.network(url))
                self.assertEqual(len(server.requests), 3)

    def test_proxy_that_does_not_know_us_needs_a_person(self):
        for ask in self.clients:
            with self.service() as (server, front):
                for proxy, scheme, host in self.kinds(front, login=LOGIN):
                    for login in ("", "tehran:wrong@", "tehran:@"):
                        with self.subTest(ask, scheme=scheme, login=login):
                            network = self.network(proxy.url(login, scheme, host))
                            error = self.fails("proxy_refused", ask, URL, network)
                            self.assertIsInstance(error, NeedsPerson)
                self.assertFalse(server.requests)

    def test_what_a_proxy_refuses_is_told_from_what_it_cannot_reach(self):
        for make, refuse, code in (
            (HttpProxy, 403, "proxy_refused"),
            (HttpProxy, 405, "proxy_refused"),
            (HttpProxy, 302, "proxy_refused"),
            (HttpProxy, 0, "proxy_refused"),
            (HttpProxy, 502, "network"),
            (HttpProxy, 504, "network"),
            (SocksProxy, 0x5FF, "proxy_refused"),
            (SocksProxy, 2, "proxy_refused"),
            (SocksProxy, 7, "proxy_refused"),
            (SocksProxy, 4, "network"),
            (SocksProxy, 5, "network"),
        ):
            for ask in self.clients:
                with self.subTest(ask, make=make, refuse=refuse):
                    with make(refuse=refuse) as proxy:
                        network = self.network(proxy.url())
                        error = self.fails(code, ask, URL, network)
                    kind = NeedsPerson if code == "proxy_refused" else TryLater
                    self.assertIsInstance(error, kind)

    def test_proxy_that_is_not_there_is_tried_later(self):
        with Trap() as trap:
            nobody = f"127.0.0.1:{trap.port}"
        for ask in self.clients:
            for scheme in ("http", "https", "socks5", "socks5h"):
                network = self.network(f"{scheme}://{nobody}")
                dns = self.dns(api_example=[["1.1.1.1"]])
                with self.subTest(ask, scheme=scheme), dns:
                    error = self.fails("proxy_unreachable", ask, URL, network)
                    self.assertIsInstance(error, TryLater)

    def test_proxy_of_the_wrong_kind_needs_a_person(self):
        for ask in self.clients:
            # What an HTTP proxy makes of SOCKS is its own affair.
            with self.subTest(ask), Trap() as trap:
                network = self.network(f"http://127.0.0.1:{trap.port}")
                self.fails("proxy_refused", ask, URL, network)

    def test_socks5_is_given_an_address_that_may_be_connected_to(self):
        for ask in self.clients:
            with self.subTest(ask), self.service() as (server, front):
                routes = {("1.1.1.1", 443): ("127.0.0.1", front.port)}
                with SocksProxy(routes) as proxy:
                    network = self.network(proxy.url(scheme="socks5"))
                    with self.dns(api_example=[["10.0.0.1", "1.1.1.1"], ["10.0.0.1"]]):
                        ask(URL, network)
                        self.fails("private_address", ask, URL, network)
                self.assertEqual(proxy.asked, [("1.1.1.1", 443)])
                self.assertEqual(len(server.requests), 1)

    def test_proxy_is_given_addresses_of_version_6_too(self):
        address = "2606:4700::1111"
        with self.service(address) as (_server, front):
            routes = {(address, 443): ("127.0.0.1", front.port)}
            for make in (HttpProxy, SocksProxy):
                with make(routes) as proxy:
                    network = self.network(proxy.url(), address)
                    # Its certificate names no address; how far it came is told so.
                    url = f"https://[{address}]/v1"
                    self.fails("bad_certificate", self.chat, url, network)
                    self.assertEqual(proxy.asked, [(address, 443)])

    def test_this_machine_is_not_asked_for_through_a_proxy(self):
        for ask in self.clients:
            with self.service("localhost") as (server, front), Trap() as trap:
                with self.subTest(ask):
                    network = self.network(f"http://127.0.0.1:{trap.port}")
                    ask(f"https://localhost:{front.port}/v1", network)
                    self.assertEqual(len(server.requests), 1)
                    self.assertEqual(trap.came, 0)

    def test_host_that_is_not_listed_is_not_asked_of_a_proxy(self):
        for ask in self.clients:
            for url, code in (
                ("https://other.example/v1", "host_not_allowed"),
                ("https://169.254.169.254/v1", "host_not_allowed"),
                (f"http://{SERVICE}/v1", "bad_base_url"),
            ):
                with self.subTest(ask, url=url), Trap() as trap:
                    network = self.network(f"http://127.0.0.1:{trap.port}")
                    self.fails(code, ask, url, network)
                    self.assertEqual(trap.came, 0)

    def test_proxy_cannot_pass_for_the_service(self):
        for ask in self.clients:
            with self.service(authority=Authority()) as (server, front):
                for proxy, scheme, host in self.kinds(front):
                    with self.subTest(ask, scheme=scheme):
                        network = self.network(proxy.url(scheme=scheme, host=host))
                        self.fails("bad_certificate", ask, URL, network)
                self.assertFalse(server.requests)

    def test_https_proxy_must_prove_its_name(self):
        for ask in self.clients:
            with (
                self.subTest(ask),
                HttpProxy(tls=self.authority.server("other.example")) as proxy,
            ):
                network = self.network(proxy.url(scheme="https", host="localhost"))
                self.fails("bad_certificate", ask, URL, network)
                self.assertFalse(proxy.asked)


class TestProxyAddress(BaseCase):
    def test_address_of_a_proxy_is_read(self):
        for text, port in (
            ("http://proxy.example", 8080),
            ("https://proxy.example", 443),
            ("socks5://proxy.example", 1080),
            ("socks5h://proxy.example/", 1080),
            (" http://PROXY.example:3128 ", 3128),
        ):
            with self.subTest(text):
                proxy = Proxy.parse(text)
                self.assertEqual((proxy.host, proxy.port), ("proxy.example", port))
                self.assertFalse(proxy.username or proxy.password)
        proxy = Proxy.parse("socks5h://a:b%40c@[::1]:9")
        self.assertEqual((proxy.username, proxy.password), ("a", "b@c"))
        self.assertEqual((proxy.host, proxy.port), ("::1", 9))

    def test_what_is_no_address_of_a_proxy_is_refused(self):
        for text in (
            *("", "proxy.example", "proxy.example:80", "http://", "socks4://a.example"),
            *("ftp://a.example", "http://a.example/x", "http://a.example?x"),
            *("http://a.example:0", "http://a.example:99999", "http://2130706433"),
            f"http://{'u' * 256}:p@a.example",
        ):
            with self.subTest(text), self.assertRaises(ValueError):
                Proxy.parse(text)

    def test_password_of_a_proxy_is_not_printed(self):
        printed = repr(Proxy.parse("http://someone:secret@a.example"))
        self.assertNotIn("secret", printed)
        self.assertNotIn("someone", printed)
