"""P1 and P2: the daily work log, against Odoo's own pipeline of leads.

A browser opens the pipeline once, and what it asks for its columns and their cards is
then asked again and again, in turn with the work log's one call.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import requests
from playwright.sync_api import Page, Request, sync_playwright
from support.odoo_server import PROJECT, OdooServer, odoo_command

from .page import _log_in, _queries_since, _replay
from .table import Row, in_turn, ms

_OPEN = """(action) => {
    const { action: service } = odoo.__WOWL_DEBUG__.root.env.services;
    return service.doAction(action, { clearBreadcrumbs: true });
}"""
_OURS = "marfanet_crm.marfanet_daily_work_log_action"
_PIPELINE = "crm.crm_lead_action_pipeline"
_TIMES = 20
