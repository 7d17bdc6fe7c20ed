from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase
from odoo.tools import config

from ..exceptions import AIServiceError
from ..tools.keys import read_allowed_hosts, read_proxy
from .proxies import SocksProxy

LISTED = """
[marfanet_ai]
allowed_hosts = api.x.ai, api.openai.com
    10.0.0.0/24
TEHRAN_PROXY = socks5h://user:p%40ss@10.9.9.9:1080
BROKEN_PROXY = tehran
"""


class ProviderNetworkCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.env["marfanet.ai.provider"].create(
            {
                "name": "Test",
                "base_url": "https://api.x.ai/v1",
                "model": "m",
                "key_name": "XAI_API_KEY",
            }
        )

    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "odoo.conf"
        self.configure(LISTED)
        self.patch(config, "options", {**config.options, "config": str(self.file)})
        self.startPatcher(patch.dict("os.environ", XAI_API_KEY="key"))

    def configure(self, text):
        self.file.write_text(text)

    def fails(self, code, call, *args):
        with self.assertRaises(AIServiceError) as caught:
            call(*args)
        self.assertEqual(caught.exception.code, code)


class TestProviderNetwork(ProviderNetworkCase):
    def test_hosts_come_from_the_file_alone(self):
        network = self.provider._network()
        network.check("https://api.x.ai/v1")
        network.check("https://10.0.0.7/v1")
        network.check("http://127.0.0.1:8000/v1")
        self.fails("host_not_allowed", network.check, "https://evil.example/v1")
        with patch.dict("os.environ", allowed_hosts="evil.example"):
            network = self.provider._network()
        self.fails("host_not_allowed", network.check, "https://evil.example/v1")

    def test_file_without_a_list_allows_this_machine_alone(self):
        for text in ("", "[options]\n", "[marfanet_ai]\nallowed_hosts =\n"):
            self.configure(text)
            network = self.provider._network()
            network.check("http://localhost:8000/v1")
            self.fails("host_not_allowed", network.check, "https://api.x.ai/v1")

    def test_shipped_files_allow_the_services_that_are_shipped(self):
        folder = Path(__file__).parents[3] / "config"
        shipped = self.env["marfanet.ai.provider"].with_context(active_test=False)
        records = shipped.search([("id", "!=", self.provider.id)])
        for name in ("odoo.conf", "development.conf"):
            entries = read_allowed_hosts(str(folder / name))
            self.configure(f"[marfanet_ai]\nallowed_hosts = {', '.join(entries)}")
            for record in records:
                record._network().check(record.base_url)

    def test_addresses_that_can_be_read_in_two_ways_are_not_saved(self):
        for url in (
            *("https://2130706433/v1", "https://0x7f.1/v1", "https://0177.0.0.1/v1"),
            *("https://api.x.ai./v1", "https://api.x.ai@evil.example/v1"),
            *("https://api.x.ai:0/v1", "https://api.x.ai:99999/v1", "https:///v1"),
            *("https://api.x.ai/v1?a=b", "https://api.x.ai/v1#a", "api.x.ai/v1"),
            *("ftp://api.x.ai/v1", "file:///etc/passwd", "https://a_b.example/v1"),
        ):
            with self.subTest(url), self.assertRaisesRegex(ValidationError, "address"):
                self.provider.base_url = url

    def test_only_this_machine_may_be_asked_without_https(self):
        for url in (
            "http://localhost:8000/v1",
            "http://127.0.0.1/v1",
            "http://[::1]/v1",
        ):
            self.provider.base_url = url
        for url in ("http://api.x.ai/v1", "http://10.0.0.5/v1", "http://127.0.0.2/v1"):
            with self.subTest(url), self.assertRaisesRegex(ValidationError, "https"):
                self.provider.base_url = url

    def test_proxy_without_a_password_is_written_or_named(self):
        for proxy in (
            *("socks5h://127.0.0.1:1080", "http://proxy.example:3128", "HTTPS_PROXY"),
            *("https://proxy.example", "socks5://10.0.0.1", "", False),
        ):
            self.provider.proxy = proxy
        for proxy in ("proxy.example:1080", "tehran_proxy", "XAI_API_KEY", "a b"):
            with self.subTest(proxy), self.assertRaisesRegex(ValidationError, "proxy"):
                self.provider.proxy = proxy

    def test_password_of_a_proxy_is_not_saved(self):
        for proxy in ("http://user:secret@proxy.example", "socks5h://user@127.0.0.1"):
            with self.subTest(proxy):
                with self.assertRaisesRegex(ValidationError, "_PROXY") as caught:
                    self.provider.proxy = proxy
                self.assertNotIn("secret", str(caught.exception))

    def test_named_proxy_is_read_from_outside_the_database(self):
        self.provider.proxy = "TEHRAN_PROXY"
        proxy = self.provider._network()._proxy
        # The operator has named it, so that its host is not looked up in the list.
        self.assertEqual((proxy.host, proxy.port), ("10.9.9.9", 1080))
        self.assertEqual((proxy.username, proxy.password), ("user", "p@ss"))
        with patch.dict("os.environ", TEHRAN_PROXY="http://10.8.8.8:3128"):
            self.assertEqual(self.provider._network()._proxy.host, "10.8.8.8")

    def test_named_proxy_that_is_not_set_or_no_proxy_needs_a_person(self):
        for name in ("ABSENT_PROXY", "BROKEN_PROXY"):
            self.provider.proxy = name
            self.fails("bad_proxy", self.provider._network)

    def test_only_proxies_are_read_by_their_name(self):
        self.assertEqual(read_proxy("XAI_API_KEY", str(self.file)), "")
        self.assertEqual(read_proxy("allowed_hosts", str(self.file)), "")

    def test_proxy_of_the_record_must_be_on_the_list(self):
        self.provider.proxy = "http://192.168.1.1:22"
        self.fails("proxy_not_allowed", self.provider._network)
        for proxy in ("socks5h://127.0.0.1:1080", "http://10.0.0.9:3128"):
            self.provider.proxy = proxy
            self.assertTrue(self.provider._network()._proxy)

    def test_proxy_of_the_environment_is_used_where_it_is_named(self):
        with patch.dict("os.environ", HTTPS_PROXY="http://10.8.8.8:3128"):
            self.assertIsNone(self.provider._network()._proxy)
            self.provider.proxy = "HTTPS_PROXY"
            self.assertEqual(self.provider._network()._proxy.host, "10.8.8.8")

    def test_nothing_but_this_machine_is_asked_during_tests(self):
        with SocksProxy() as proxy:
            self.provider.proxy = proxy.url()
            with self.assertRaisesRegex(RuntimeError, "local services"):
                self.provider._chat_model()
            self.provider.kind = "speech"
            with self.assertRaisesRegex(RuntimeError, "local services"):
                self.provider._speech_client()
            self.assertEqual(proxy.came, 0)
