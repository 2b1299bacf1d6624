"""Puts ids of real records into half of the made-up requests, so that they get behind the door."""

import datetime
import json
import os
import random
import re
import urllib.request

import schemathesis

BASE = os.environ["YIZHAN_URL"]
TOKEN = os.environ["YIZHAN_TOKEN"]
LISTS = {
    "emp": "/api/v1/employers?state=all",
    "wrk": "/api/v1/people",
    "vac": "/api/v1/vacancies",
    "app": "/api/v1/applications",
    "sta": "/api/v1/stations",
    "que": "/api/v1/reviews",
}
ROOMS = {"employers": "emp", "people": "wrk", "vacancies": "vac", "applications": "app",
         "stations": "sta"}
FIELDS = {"vacancy_id": "vac", "worker_id": "wrk", "employer": "emp"}
WORDS = {
    "consent": ["spoken", "signed"],
    "region": ["611021102000", "611021102200"],
    "place": ["611021102000", "611021102200"],
    "step": ["view", "invite", "offer", "accept", "withdraw", "pause", "resume", "renew"],
    "party": ["worker", "employer"],
    "reason": ["call", "full", "finished"],
    "what": ["phone", "id_no"],
    "verdict": ["publish", "reject", "ask-back"],
    "decision": ["verify", "reject"],
    "level": ["visited", "papers"],
    "kind": ["company", "household", "day", "short", "consult"],
    "channel": ["counter", "phone", "sms"],
    "phone": ["15400000001", "15499999999"],
    "settle": ["day", "month"],
    "pay_unit": ["day", "month"],
}
PERSON = {"place": "611021102200", "consent": "spoken", "distinct": True, "proxy_only": True}
POST = {
    "consent": "spoken", "kind": "day", "title": "砌围墙", "trade": "t09",
    "duties": "砌一段围墙", "region": "611021102000", "headcount": 3,
    "start_day": str(datetime.date.today() + datetime.timedelta(days=1)), "work_minutes": 480, "pay_unit": "day", "pay_min_fen": 22000,
    "settle": "day", "insurance": "accident",
}
FIRM = {
    "kind": "company", "name": "测试建筑队", "uscc": "91611099MA7000901E",
    "place": "611021102000", "contact_name": "周明", "phone": "15400000001",
    "consent": "spoken",
}
# Bodies that the rules let pass, so that what lies behind them is asked too.
BODIES = {
    "/api/v1/people": lambda: {**PERSON, "name": "试" + SEEDED.choice("甲乙丙")},
    "/api/v1/ledger": lambda: {"kind": "consult", "channel": "counter", "minutes": 5},
    "/api/v1/employers": lambda: dict(FIRM),
    "/api/v1/vacancies": lambda: {**POST, "employer": real("emp")},
    "/api/v1/applications": lambda: {"vacancy_id": real("vac"), "worker_id": real("wrk"),
                                     "consent": "spoken"},
    "/api/v1/applications/{id}/moves": lambda: {"step": SEEDED.choice(WORDS["step"]),
                                                "party": "employer", "consent": "spoken"},
    "/api/v1/vacancies/{id}/review": lambda: {"version": 1, "verdict": "reject", "reason": "x"},
}
SEEDED = random.Random(611021)


def fetch(path):
    request = urllib.request.Request(BASE + path, headers={"Authorization": "Bearer " + TOKEN})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return [item["id"] for item in json.load(answer)["items"]]
    except (OSError, KeyError):
        return []


KNOWN = {prefix: fetch(path) for prefix, path in LISTS.items()}


def real(prefix):
    return SEEDED.choice(KNOWN.get(prefix) or [prefix + "_0"])


def lucky():
    return SEEDED.random() < 0.5


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    room = re.match(r"/api/v1/([a-z]+)/\{id\}", context.operation.path)
    if path_parameters and room and lucky():
        prefix = ROOMS.get(room.group(1))
        if context.operation.path.endswith("/review"):
            prefix = "que"
        if prefix:
            path_parameters["id"] = real(prefix)
    return path_parameters


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict):
        whole = BODIES.get(context.operation.path)
        if whole and SEEDED.random() < 0.4:
            return whole()
        for name in list(body):
            if name in FIELDS and lucky():
                body[name] = real(FIELDS[name])
            elif name in WORDS and lucky():
                body[name] = SEEDED.choice(WORDS[name])
    return body
