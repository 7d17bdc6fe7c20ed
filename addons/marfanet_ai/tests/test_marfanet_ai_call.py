from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..exceptions import NeedsPerson, TryAnother, TryLater
from ..models.marfanet_ai_call import LOST_AFTER
from ..recording import settle
from ..tools.chat import Usage
from .ledger_common import LedgerCase


class TestMarfanetAiCall(LedgerCase):
    def test_answered_call_costs_what_the_service_reported(self):
        self.budget(5)
        with self.recorded(1000, input_tokens=70) as running:
            self.assertEqual(self.usage(self.sara), (0, 1))
            self.assertEqual(self.calls().status, "running")
            running.used(input_tokens=50, output_tokens=400, model="chat-model-7")
        [call] = self.calls()
        self.assertEqual(call.status, "answered")
        self.assertEqual(call.user_id, self.sara)
        self.assertEqual((call.input_tokens, call.output_tokens), (50, 400))
        self.assertEqual(call.model, "chat-model-7")
        self.assertEqual((call.cost, call.reserved), (0.4, 0))
        self.assertEqual(self.usage(self.sara), (0.4, 0))
        self.assertEqual(self.usage(self.env.company), (0.4, 0))

    def test_people_read_what_a_call_was_for_in_words(self):
        self.env["marfanet.ai.prompt"].create(
            {"name": "Guess", "job": "test_guess", "shipped_body": "Guess."}
        )
        with self.Calls.with_user(self.sara)._recorded(self.provider, "test_guess"):
            pass
        [call] = self.calls()
        self.assertEqual(call.display_name, "Local: Guess")
        names = dict(self.Calls.fields_get(["job"])["job"]["selection"])
        self.assertEqual(names["test_guess"], "Guess")
        self.assertIn("provider_test", names)

    def test_answer_without_reported_use_costs_the_estimate(self):
        self.spend(1000)
        self.assertEqual(self.calls().cost, 1)
        self.assertEqual(self.calls().model, "chat-model")

    def test_audio_is_charged_by_its_length(self):
        self.provider.price_minute = 0.006
        with self.recorded(0, seconds=90.5):
            pass
        # 90.5 / 60 * 0.006, the last digit upwards.
        self.assertEqual(self.calls().cost, 0.00905)
        self.assertEqual(self.calls().seconds, 90.5)

    def test_a_thousandth_of_a_cent_is_counted(self):
        self.provider.price_output = 0.15
        self.spend(1)
        self.assertEqual(self.calls().cost, 0.000001)
        self.spend(100)
        self.assertEqual(self.usage(self.sara), (0.000016, 0))

    def test_failure_that_was_not_charged_gives_all_back(self):
        for error, status in (
            (TryLater("timeout"), "try_later"),
            (TryAnother("request_refused"), "try_another"),
            (NeedsPerson("bad_key"), "needs_person"),
        ):
            self.end(error)
            call = self.calls()[0]
            self.assertEqual((call.status, call.code), (status, error.code))
            self.assertEqual((call.cost, call.output_tokens), (0, 0))
        self.assertEqual(self.usage(self.sara), (0, 0))

    def test_charged_failure_costs_what_it_used(self):
        self.end(TryAnother("truncated", usage=Usage(20, 300)))
        [call] = self.calls()
        self.assertEqual((call.input_tokens, call.output_tokens), (20, 300))
        self.assertEqual((call.cost, call.status), (0.3, "try_another"))
        self.assertEqual(self.usage(self.sara), (0.3, 0))

    def test_useless_answer_of_unknown_use_costs_the_estimate(self):
        self.end(TryAnother("invalid_output"))
        self.assertEqual(self.usage(self.sara), (1, 0))

    def test_use_reported_before_a_failure_counts(self):
        self.end(TryLater("network"), used={"output_tokens": 200})
        self.assertEqual(self.usage(self.sara), (0.2, 0))

    def test_any_other_exception_leaves_a_lost_call_at_the_reserved_cost(self):
        self.end(ZeroDivisionError())
        [call] = self.calls()
        self.assertEqual((call.status, call.cost, call.reserved), ("lost", 1, 0))
        self.assertEqual(self.usage(self.sara), (1, 0))

    def test_nothing_that_a_service_reports_gives_money_back(self):
        with self.recorded() as running:
            running.used(output_tokens=-5_000, input_tokens=2**40, model="x\0" * 200)
        [call] = self.calls()
        self.assertEqual((call.cost, call.input_tokens), (0, 2**31 - 1))
        self.assertEqual(call.model, "x" * 100)

    def test_call_may_begin_after_the_transaction_it_was_prepared_in(self):
        with self.registry.cursor() as cr:
            calls = self.Calls.with_env(self.env(cr=cr)).with_user(self.sara)
            provider = self.provider.with_env(calls.env)
            recorded = calls._recorded(provider, "voice_note", output_tokens=1000)
        with recorded:
            pass
        self.assertEqual(self.calls().mapped("status"), ["answered"])

    def test_stream_that_nobody_reads_to_its_end_is_lost(self):
        def stream():
            with self.recorded():
                yield "سلام"

        words = stream()
        next(words)
        words.close()
        self.assertEqual(self.calls().status, "lost")

    def test_refused_call_is_entered_and_costs_nothing(self):
        self.budget(0.5)
        self.assertTrue(self.is_refused(1000))
        [call] = self.calls()
        self.assertEqual((call.status, call.cost), ("over_budget", 0))
        self.assertEqual(call.output_tokens, 0)

    def test_provider_without_prices_is_counted_and_never_refused(self):
        self.budget(0)
        self.provider.price_output = 0
        self.spend(1000)
        self.assertEqual(self.calls().mapped("status"), ["answered"])
        self.assertEqual(self.calls().output_tokens, 1000)
        self.assertEqual(self.usage(self.sara), (0, 0))

    def test_call_of_a_killed_process_is_settled_at_the_reserved_cost(self):
        # Nothing of a killed process runs: to the others it is as in this block.
        with self.recorded():
            [call] = self.calls()
            lost_after = self.provider._deadline() + LOST_AFTER
            for seconds, status, used in (
                (lost_after, "running", (0, 1)),
                (lost_after + 1, "lost", (1, 0)),
                (lost_after + 3600, "lost", (1, 0)),
            ):
                with freeze_time(call.date + timedelta(seconds=seconds)):
                    self.Calls._cron_settle_lost()
                self.assertEqual(self.calls().status, status)
                self.assertEqual(self.usage(self.sara), used)

    def test_late_answer_of_a_call_that_was_given_up_puts_its_cost_right(self):
        with self.recorded() as running:
            settle(self.registry, running.id, None, {"status": "lost"})
            self.assertEqual(self.usage(self.sara), (1, 0))
            running.used(output_tokens=250)
        self.assertEqual(self.calls().status, "answered")
        self.assertEqual(self.calls().cost, 0.25)
        self.assertEqual(self.usage(self.sara), (0.25, 0))

    def test_settled_call_is_not_settled_again(self):
        self.end(TryLater("timeout"))
        call = self.calls()
        settle(self.registry, call.id, None, {"status": "lost"})
        self.assertEqual(self.calls().status, "try_later")

    def test_reason_of_a_failure_is_a_sentence(self):
        self.end(NeedsPerson("bad_key"))
        self.assertEqual(self.calls().reason, "The AI service does not accept the key.")

    def test_provider_that_was_asked_cannot_be_deleted(self):
        self.spend(1000)
        with self.assertRaises(UserError) as caught:
            self.provider.unlink()
        self.assertIn("archive", str(caught.exception))


class TestMarfanetAiCallRights(LedgerCase):
    def test_agent_sees_nothing_of_ledger_and_budgets(self):
        self.spend(1000)
        for model in ("call", "budget", "budget.usage"):
            with self.assertRaises(AccessError):
                self.env[f"marfanet.ai.{model}"].with_user(self.sara).search([])

    def test_administrator_reads_the_ledger(self):
        self.spend(1000)
        admin = new_test_user(self.env, "admin.ledger", "base.group_system")
        calls = self.Calls.with_user(admin).search(
            [("provider_id", "=", self.provider.id)]
        )
        self.assertEqual(calls.mapped("cost"), [1])

    def test_nobody_writes_the_ledger_by_hand(self):
        self.spend(1000)
        admin = new_test_user(self.env, "admin.ledger", "base.group_system")
        for records in (self.calls(), self.calls().user_usage_id):
            records = records.with_user(admin)
            with self.assertRaises(AccessError):
                records.create({})
            with self.assertRaises(AccessError):
                records.write({"user_id": admin.id})
            with self.assertRaises(AccessError):
                records.unlink()
