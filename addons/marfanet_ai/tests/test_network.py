import os
import socket
from unittest.mock import patch

from ..exceptions import NeedsPerson, TryLater
from ..tools.hosts import Allowed
from ..tools.network import Network
from .ai_server import AIServer
from .network_common import SERVICE, NetworkCase
from .proxies import Authority, Trap
from .test_hosts import PRIVATE

METADATA = "169.254.169.254"


class TestNetwork(NetworkCase):
    def network(self, *allowed, proxy=None):
        return Network(Allowed(allowed), proxy, tls=self.tls)

    def unconnected(self):
        """Fail whoever connects to anything."""
        return patch.object(
            socket, "create_connection", side_effect=AssertionError("connected")
        )

    def test_allowed_host_is_asked_under_its_name(self):
        for ask in self.clients:
            with (
                self.subTest(ask),
                self.service(host="127.0.0.2") as (server, front),
                self.dns(api_example=[["127.0.0.2"]]) as asked,
            ):
                network = self.network(SERVICE, "127.0.0.2")
                ask(f"https://{SERVICE}:{front.port}/v1", network)
            self.assertEqual(asked, [SERVICE])
            self.assertEqual(front.names, [SERVICE])
            (request,) = server.requests
            self.assertEqual(request.headers["host"], f"{SERVICE}:{front.port}")

    def test_rebinding_reaches_nothing(self):
        for ask in self.clients:
            with (
                self.subTest(ask),
                self.service(host="127.0.0.2") as (server, front),
                # The same port of this machine, where DNS leads the second time.
                Trap(port=front.port) as trap,
                self.dns(
                    api_example=[["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1"]]
                ) as asked,
            ):
                network = self.network(SERVICE, "127.0.0.2")
                url = f"https://{SERVICE}:{front.port}/v1"
                # What was checked is what is connected to: DNS is asked once.
                ask(url, network)
                self.assertEqual(len(asked), 1)
                self.assertEqual(len(server.requests), 1)
                error = self.fails("private_address", ask, url, network)
                self.assertIsInstance(error, NeedsPerson)
                self.assertEqual(trap.came, 0)

    def test_private_addresses_are_never_connected_to(self):
        for ask in self.clients[::2]:
            for address in PRIVATE:
                with (
                    self.subTest(ask, address=address),
                    self.dns(api_example=[[address]]),
                    self.unconnected(),
                ):
                    url = f"https://{SERVICE}/v1"
                    self.fails("private_address", ask, url, self.network(SERVICE))

    def test_of_several_addresses_only_those_that_may_be_are_tried(self):
        with (
            self.service(host="127.0.0.2") as (_server, front),
            Trap(port=front.port) as trap,
            self.dns(api_example=[["127.0.0.1", "10.0.0.1", "127.0.0.2"]]),
        ):
            network = self.network(SERVICE, "127.0.0.2")
            self.chat(f"https://{SERVICE}:{front.port}/v1", network)
            self.assertEqual(trap.came, 0)

    def test_next_address_is_tried_where_one_does_not_answer(self):
        with (
            self.service(host="127.0.0.2") as (_server, front),
            self.dns(api_example=[["127.0.0.3", "127.0.0.2"]]),
        ):
            network = self.network(SERVICE, "127.0.0.2/31", "127.0.0.3")
            self.chat(f"https://{SERVICE}:{front.port}/v1", network)

    def test_name_of_this_machine_leads_to_this_machine(self):
        with self.dns(localhost=[["1.1.1.1"]]), self.unconnected():
            url = "http://localhost/v1"
            self.fails("private_address", self.chat, url, Network())

    def test_host_that_is_not_listed_is_not_even_looked_up(self):
        for ask in self.clients:
            for host in (SERVICE, "1.1.1.1", "[2606:4700::1]", "127.0.0.2", METADATA):
                with self.subTest(ask, host=host), self.dns() as asked:
                    url = f"https://{host}/v1"
                    with self.unconnected():
                        self.fails("host_not_allowed", ask, url, self.network("x.ai"))
                self.assertFalse(asked)

    def test_redirect_is_not_followed_wherever_it_leads(self):
        for ask in self.clients:
            for status in (301, 302, 303, 307, 308):
                with (
                    self.subTest(ask, status=status),
                    AIServer() as server,
                    patch.object(
                        socket, "create_connection", wraps=socket.create_connection
                    ) as connect,
                ):
                    location = f"http://{METADATA}/latest/meta-data/"
                    server.fault(status, headers={"Location": location})
                    error = self.fails("redirected", ask, server.url, Network())
                self.assertIsInstance(error, NeedsPerson)
                self.assertEqual(len(server.requests), 1)
                for call in connect.call_args_list:
                    self.assertEqual(call.args[0][0], "127.0.0.1")

    def test_https_is_required_but_for_this_machine(self):
        network = self.network(SERVICE, "127.0.0.2")
        with self.unconnected():
            for ask in self.clients:
                for url in (f"http://{SERVICE}/v1", "http://127.0.0.2/v1"):
                    with self.subTest(ask, url=url):
                        self.fails("bad_base_url", ask, url, network)

    def test_odd_spellings_of_a_host_are_refused(self):
        with self.unconnected():
            for ask in self.clients:
                for host in (
                    *("2130706433", "0x7f000001", "0177.0.0.1", "127.1"),
                    *(f"{SERVICE}.", f"user@{SERVICE}", f"a:b@{SERVICE}", "127.0.0.1."),
                    *("[fe80::1%25eth0]", "１２７.0.0.1"),
                ):
                    with self.subTest(ask, host=host):
                        url = f"https://{host}/v1"
                        self.fails("bad_base_url", ask, url, self.network(SERVICE))

    def test_certificate_must_name_the_host(self):
        for ask in self.clients:
            with self.subTest(ask), self.service("other.example") as (server, front):
                url = f"https://localhost:{front.port}/v1"
                error = self.fails("bad_certificate", ask, url, self.network())
                self.assertIsInstance(error, TryLater)
                self.assertFalse(server.requests)

    def test_certificate_must_be_signed_by_whom_we_trust(self):
        for ask in self.clients:
            with (
                self.subTest(ask),
                self.service("localhost", Authority()) as (server, front),
            ):
                url = f"https://localhost:{front.port}/v1"
                self.fails("bad_certificate", ask, url, self.network())
                # Nor does anybody trust this one by default.
                self.fails("bad_certificate", ask, url, Network())
                self.assertFalse(server.requests)

    def test_proxies_of_the_environment_are_not_used_unasked(self):
        with Trap() as trap:
            address = f"http://127.0.0.1:{trap.port}"
            names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy")
            with patch.dict(os.environ, dict.fromkeys(names, address), no_proxy=""):
                for ask in self.clients:
                    with self.subTest(ask), AIServer() as server:
                        server.answer(None, always=True)
                        server.speech("سلام", always=True)
                        ask(server.url, Network())
            self.assertEqual(trap.came, 0)

    def test_name_that_leads_nowhere_is_tried_later(self):
        for ask in self.clients:
            with (
                self.subTest(ask),
                patch.object(socket, "getaddrinfo", side_effect=socket.gaierror),
            ):
                url = f"https://{SERVICE}/v1"
                error = self.fails("network", ask, url, self.network(SERVICE))
                self.assertIsInstance(error, TryLater)
