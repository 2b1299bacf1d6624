"""The yardstick of `cargo xtask bench web`: the same lists and pages from Django's ORM and templates.

Django (BSD-3-Clause) and gunicorn (MIT) come from PyPI; the database is a copy of the county's.
"""

import json
import os
from datetime import date

import django
from django.conf import settings

settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="app",
    SECRET_KEY="only-for-measuring",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["COUNTY_DB"],
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")],
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        ["django.template.loaders.filesystem.Loader"],
                    )
                ]
            },
        }
    ],
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.db.models import F, Q  # noqa: E402
from django.http import Http404  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402


class Station(models.Model):
    id = models.TextField(primary_key=True)
    name = models.TextField()
    region = models.TextField()
    state = models.TextField()
    telephone = models.TextField()
    hours = models.TextField()

    class Meta:
        app_label = "county"
        managed = False
        db_table = "stations"


class Employer(models.Model):
    id = models.TextField(primary_key=True)
    name = models.TextField()
    kind = models.TextField()
    verified_level = models.TextField(null=True)

    class Meta:
        app_label = "county"
        managed = False
        db_table = "employers"


class Vacancy(models.Model):
    id = models.TextField(primary_key=True)
    no = models.TextField()
    employer = models.ForeignKey(Employer, on_delete=models.DO_NOTHING)
    state = models.TextField()
    title = models.TextField()
    trade = models.TextField()
    duties = models.TextField()
    conditions = models.TextField()
    region = models.TextField()
    address = models.TextField()
    headcount = models.BigIntegerField()
    taken = models.BigIntegerField()
    start_day = models.TextField()
    end_day = models.TextField(null=True)
    pay_unit = models.TextField()
    pay_min_fen = models.BigIntegerField(null=True)
    pay_max_fen = models.BigIntegerField(null=True)
    pay_day_fen = models.BigIntegerField(null=True)
    settle = models.TextField()
    insurance = models.TextField()
    meals = models.TextField()
    lodging = models.TextField()
    verified_level = models.TextField(null=True)
    valid_until_day = models.TextField()
    published_at = models.BigIntegerField(null=True)

    class Meta:
        app_label = "county"
        managed = False
        db_table = "vacancies"

    def pay(self):
        return None if self.pay_min_fen is None else self.pay_min_fen / 100


def shown():
    today = date.today().isoformat()
    return Vacancy.objects.select_related("employer").filter(
        state="published", valid_until_day__gte=today, taken__lt=F("headcount")
    )


def jobs(request):
    found = shown()
    if town := request.GET.get("town"):
        found = found.filter(region__startswith=town[:9])
    if settle := request.GET.get("settle"):
        found = found.filter(settle=settle)
    if pay := request.GET.get("pay_min"):
        found = found.filter(pay_day_fen__gte=int(pay) * 100)
    if q := request.GET.get("q"):
        found = found.filter(Q(title__contains=q) | Q(duties__contains=q))
    page = list(found.order_by("start_day", "id")[:20])
    return render(request, "jobs.html", {"jobs": page, "total": found.count()})


def job(request, vacancy):
    found = shown().filter(id=vacancy).first()
    if found is None:
        raise Http404
    code = found.region
    above = [code, code[:9] + "000", code[:6] + "000000"]
    station = Station.objects.filter(region__in=above, state="open").order_by("-region").first()
    return render(request, "job.html", {"job": found, "station": station, "ld": ld(found)})


def ld(job):
    """JobPosting of schema.org, as the page of the other side has it."""
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": job.duties,
        "identifier": {"@type": "PropertyValue", "name": "Yizhan", "value": job.no},
        "validThrough": f"{job.valid_until_day}T23:59:59+08:00",
        "totalJobOpenings": job.headcount - job.taken,
        "hiringOrganization": {"@type": "Organization", "name": job.employer.name},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressCountry": "CN", "addressLocality": job.region},
        },
    }
    return mark_safe(json.dumps(posting, ensure_ascii=False).replace("<", "\\u003c"))


urlpatterns = [path("jobs", jobs), path("jobs/<str:vacancy>", job)]
application = get_wsgi_application()
