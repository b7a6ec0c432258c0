"""The HTTP service: scans in, jobs, results out, and everything that it refuses."""

import re
import sqlite3

import pytest
from fake_service import reader
from services import Idle, ended, scan, serving

from ocrfix.batch.pool import Bounds, LocalWorkers
from ocrfix.errors import OutputError
from ocrfix.formats import FORMATS
from ocrfix.service.answers import MEDIA_TYPES
from ocrfix.service.limits import Limits


@pytest.fixture
def client(tmp_path):
    with serving(tmp_path / "jobs") as client:
        yield client


def send(client, data=None, **options):
    return client.post("/v1/pages", content=scan() if data is None else data, params=options)


def refused(response, status, words):
    """Whether a response is a refusal in the service's own form."""
    assert response.status_code == status, response.text
    told = response.json()
    assert set(told) == {"error", "hint"}
    assert re.search(words, told["error"]), told
    assert told["hint"]
    return True


def test_a_scan_becomes_a_job_and_its_results_can_be_fetched(client):
    answer = send(client, name="front.png", formats="json,txt,alto", language="ja")
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["location"] == job["url"] == f"/v1/pages/{job['id']}"
    done = ended(client, job)
    assert (done["state"], done["error"], done["name"], done["language"]) == ("done", None, "front.png", "ja")
    (page,) = done["pages"]
    assert (page["page"], page["number"], page["part"], page["state"]) == ("1", 1, None, "done")
    assert page["read"]["grades"]["reading"] == {"mean": 0.9, "p5": 0.5}
    assert page["read"]["verdict"] == "good"
    assert set(page["results"]) == {"json", "txt", "alto"}
    for name, address in page["results"].items():
        result = client.get(address)
        assert result.status_code == 200
        assert result.headers["content-type"] == MEDIA_TYPES[name]
        assert result.text.startswith(f"{name}: ")
        assert result.text.endswith(" page 1  ja")
        assert client.get(address.partition("?")[0]).content == result.content
        assert int(result.headers["content-length"]) == len(result.content)


def test_a_form_does_what_a_body_does(client):
    files = {"scan": ("folder/申報 1.png", scan(), "image/png")}
    answer = client.post("/v1/pages", files=files, data={"formats": "md", "engine": "both"})
    assert answer.status_code == 202
    job = answer.json()
    assert (job["name"], job["formats"], job["engine"]) == ("申報 1.png", ["md"], "both")
    assert ended(client, job)["state"] == "done"
    fields = {"engine": "both", "formats": "md"}
    both = client.post("/v1/pages?engine=rapid", files=files, data=fields)
    assert both.json()["id"] == job["id"], "what the form says goes before what the address says"
    same = client.post(
        "/v1/pages", content=scan(), params={"formats": "md", "engine": "both", "name": "申報 1.png"}
    )
    assert (same.status_code, same.json()["id"]) == (200, job["id"])


def test_formats_may_be_listed_or_repeated(client):
    listed = client.post("/v1/pages?formats=json,md,json", content=scan())
    repeated = client.post("/v1/pages?formats=json&formats=md", content=scan())
    fields = {"formats": ["json", "md"], "name": "scan"}
    form = client.post("/v1/pages", files={"scan": ("x.png", scan())}, data=fields)
    assert len({answer.json()["id"] for answer in (listed, repeated, form)}) == 1
    assert listed.json()["formats"] == ["json", "md"]


def test_the_same_bytes_and_options_are_the_same_job(client):
    job = send(client).json()
    ended(client, job)
    again = send(client)
    assert (again.status_code, again.json()["id"]) == (200, job["id"])
    others = [send(client, language="ja"), send(client, name="x"), send(client, scan(shade=1))]
    assert len({job["id"], *(other.json()["id"] for other in others)}) == 4


def test_every_page_of_a_file_has_its_own_state_and_results(client):
    job = send(client, scan("TIFF", pages=3), name="roll.tif", formats="txt").json()
    done = ended(client, job)
    assert [page["page"] for page in done["pages"]] == ["1", "2", "3"]
    assert client.get(f"{job['url']}/results/txt?page=2").text.endswith("page 2  auto")
    assert refused(client.get(f"{job['url']}/results/txt"), 409, "has 3 pages")
    assert refused(client.get(f"{job['url']}/results/txt?page=4"), 404, "no such page")


def test_two_facing_pages_are_two_pages(client):
    done = ended(client, send(client, name="spread.png", formats="txt").json())
    assert [(page["page"], page["number"], page["part"]) for page in done["pages"]] == [
        ("1-left", 1, "left"),
        ("1-right", 1, "right"),
    ]
    texts = [client.get(page["results"]["txt"]).text for page in done["pages"]]
    assert [" left " in text for text in texts] == [True, False]


def test_a_page_that_fails_says_why_and_the_job_with_it(client):
    failed = ended(client, send(client, name="broken.png").json())
    assert (failed["state"], failed["error"]) == ("failed", "the file is cut short (byte 9)")
    assert failed["hint"] == "scan it again"
    assert failed["pages"][0]["results"] == {}
    assert refused(client.get(f"{failed['url']}/results/json"), 409, "cut short")
    roll = ended(client, send(client, scan("TIFF", pages=2), name="broken.tif").json())
    assert roll["error"] == "2 of 2 pages could not be read"


def test_a_failed_job_is_begun_anew_when_the_scan_comes_again(client):
    failed = ended(client, send(client, name="broken.png").json())
    again = send(client, name="broken.png")
    assert (again.status_code, again.json()["id"]) == (202, failed["id"])
    assert ended(client, again.json())["state"] == "failed"


def test_a_file_that_cannot_be_counted_or_has_too_many_pages_fails_as_a_whole(tmp_path):
    with serving(tmp_path / "jobs", limits=Limits(max_pages=2)) as client:
        bad = ended(client, send(client, b"%PDF-1.7 nothing").json())
        assert (bad["state"], bad["pages"]) == ("failed", [])
        assert refused(client.get(f"{bad['url']}/results/json"), 409, "the job has failed")
        many = ended(client, send(client, scan("TIFF", pages=3)).json())
        assert many["error"] == "the file has 3 pages, more than the limit of 2"


def test_a_job_that_waits_has_no_result_yet(tmp_path):
    with serving(tmp_path / "jobs", workers=Idle()) as client:
        first, second = send(client).json(), send(client, scan(shade=1)).json()
        assert refused(client.get(f"{second['url']}/results/json"), 409, "waiting")
        assert client.get(first["url"]).json()["state"] in ("waiting", "running")


def test_too_many_waiting_jobs_are_refused_until_one_goes(tmp_path):
    with serving(tmp_path / "jobs", workers=Idle(), limits=Limits(max_waiting=2)) as client:
        jobs = [send(client, scan(shade=shade)).json() for shade in (1, 2)]
        full = send(client, scan(shade=3))
        assert refused(full, 429, "2 jobs are waiting")
        assert int(full.headers["retry-after"]) > 0
        assert client.delete(jobs[0]["url"]).status_code == 204
        assert send(client, scan(shade=3)).status_code == 202


def test_the_list_is_paged_and_newest_first(client):
    jobs = [send(client, scan(shade=shade)).json()["id"] for shade in range(5)]
    found, address = [], "/v1/pages?limit=2"
    while address:
        part = client.get(address).json()
        assert part["total"] == 5
        found += [job["id"] for job in part["jobs"]]
        address = part["next"]
    assert found == jobs[::-1]
    ended(client, {"url": f"/v1/pages/{jobs[-1]}"})
    assert client.get("/v1/pages?state=failed").json() == {"jobs": [], "total": 0, "next": None}


def test_a_deleted_job_leaves_nothing(client, tmp_path):
    job = ended(client, send(client).json())
    assert client.delete(job["url"]).status_code == 204
    assert refused(client.get(job["url"]), 404, "no such job")
    assert refused(client.delete(job["url"]), 404, "no such job")
    left = [path.name for path in (tmp_path / "jobs").rglob("*") if path.is_file()]
    assert [name for name in left if not name.startswith("service.sqlite")] == []


def test_a_job_deleted_while_it_is_read_leaves_nothing(tmp_path):
    with serving(tmp_path / "jobs", workers=LocalWorkers(1, reader, Bounds())) as client:
        job = send(client, name="slow.png").json()
        while client.get(job["url"]).json()["state"] == "waiting":
            pass
        client.delete(job["url"])
        assert ended(client, send(client, scan(shade=9)).json())["state"] == "done"
    assert len(list((tmp_path / "jobs" / "results").iterdir())) == 1


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', 415, "not a scan"),
        (b"<!doctype html><script>alert(1)</script>", 415, "not a scan"),
        (b"PK\x03\x04" + bytes(100), 415, "not a scan"),
        (b"\x1f\x8b" + bytes(100), 415, "not a scan"),
        (b"", 422, "no scan was sent"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), 422, "damaged or cut short"),
    ],
    ids=["svg", "html", "zip", "gzip", "empty", "png"],
)
def test_what_is_no_scan_is_refused_and_leaves_nothing(client, tmp_path, data, status, words):
    assert refused(send(client, data), status, words)
    assert refused(client.post("/v1/pages", files={"scan": ("a.png", data)}), status, words)
    assert client.get("/v1/pages").json()["total"] == 0
    assert [path for part in ("arriving", "scans") for path in (tmp_path / "jobs" / part).iterdir()] == []


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path):
    with serving(tmp_path / "jobs", limits=Limits(max_megapixels=1)) as client:
        assert refused(send(client, scan(size=(1001, 1000))), 422, "1001 × 1000 px")
        bomb = scan(size=(1, 1)).replace(bytes([0, 0, 0, 1]) * 2, bytes([0, 0, 255, 255]) * 2, 1)
        assert refused(send(client, bomb), 422, "damaged|megapixels")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("language=xx", "language: 'xx'"),
        ("engine=Rapid", "engine: 'Rapid'"),
        ("formats=", "formats: ''"),
        ("formats=json,exe", "formats: 'exe'"),
        (f"formats={','.join(['json'] * 14)}", "14 formats are too many"),
        ("lang=ja", "no parameter is called 'lang'"),
        ("language=ja&language=de", "language is given twice"),
        (f"name={'x' * 201}", "more than 200 characters"),
        (f"name={'x/' * 101}", "more than 200 characters"),
    ],
)
def test_a_wrong_option_is_told(client, options, words):
    assert refused(client.post(f"/v1/pages?{options}", content=scan()), 422, words)
    name, _, value = options.partition("&")[0].partition("=")
    if "&" not in options:
        form = client.post("/v1/pages", files={"scan": ("a", scan())}, data={name: value})
        assert refused(form, 422, words)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"files": {"file": ("a.png", scan())}}, "no file called scan"),
        ({"files": {"scan": ("a.png", scan()), "more": ("b.png", scan())}}, "cannot be read"),
        ({"files": {"scan": ("a.png", scan())}, "data": {"language": "x" * 9000}}, "cannot be read"),
        ({"content": b"no form", "headers": {"content-type": "multipart/form-data"}}, "cannot be read"),
    ],
    ids=["other name", "two files", "long field", "no form"],
)
def test_a_wrong_form_is_told(client, form, words):
    assert refused(client.post("/v1/pages", **form), 422, words)


@pytest.mark.parametrize(
    "address",
    [
        "/v1/pages/..%2f..%2fservice.sqlite",
        "/v1/pages/%2e%2e/results/json",
        "/v1/pages/1/results/json",
        "/v1/pages/{id}/results/..%2f..%2f..%2fservice.sqlite",
        "/v1/pages/{id}/results/json?page=..%2f1",
        "/v1/pages/{id}/results/exe",
        "/v1/pages/{id}%00",
        "/v2",
    ],
)
def test_no_address_leads_out_of_the_results(client, address):
    job = ended(client, send(client).json())
    assert refused(client.get(address.replace("{id}", job["id"])), 404, ".")


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "..", "a\nb", "C:\\x\\y", "\0", "con"])
def test_no_name_becomes_a_path(client, tmp_path, name):
    job = ended(client, send(client, name=name).json())
    assert job["state"] == "done"
    assert not {"/", "\\", "\n", "\0"} & set(job["name"])
    folder = tmp_path / "jobs"
    found = sorted(path.relative_to(folder).as_posix() for path in (folder / "results").rglob("*.*"))
    assert found == ["results/1/1.json", "results/1/1.md", "results/1/1.txt"]


@pytest.mark.parametrize(
    ("method", "address"), [("PUT", "/v1/pages"), ("POST", "/v1/health"), ("PATCH", "/v1/pages/x")]
)
def test_other_methods_are_refused(client, method, address):
    assert refused(client.request(method, address), 405, "not allowed")


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "offset=x", "state=lost", "a=1"])
def test_a_wrong_range_is_refused(client, query):
    assert refused(client.get(f"/v1/pages?{query}"), 422, ".")


class Broken(Idle):
    """Workers that cannot be had."""

    def start(self, task) -> None:
        raise OutputError("no worker can be started", "make room")


def test_health_says_whether_jobs_are_worked_on(tmp_path):
    with serving(tmp_path / "jobs", workers=Broken()) as client:
        assert client.get("/v1/health").json()["status"] == "ok"
        job = send(client).json()
        while client.get("/v1/health").status_code == 200:
            pass
        assert refused(client.get("/v1/health"), 503, "not worked on")
        assert client.get(job["url"]).json()["state"] in ("waiting", "running")
    with serving(tmp_path / "jobs") as client:
        assert ended(client, job)["state"] == "done"


def test_a_worker_that_dies_costs_its_job_alone(tmp_path):
    with serving(tmp_path / "jobs", workers=LocalWorkers(2, reader, Bounds(page_timeout_s=1))) as client:
        names = ("always dies.png", "dies.png", "hangs.png", "good.png")
        jobs = [send(client, name=name).json() for name in names]
        dead, again, hung, good = [ended(client, job, 60) for job in jobs]
    assert (dead["state"], dead["error"]) == ("failed", "the worker died (SIGSEGV)")
    assert (again["state"], good["state"]) == ("done", "done")
    assert (hung["state"], hung["error"]) == ("failed", "took longer than 1 s")


def test_jobs_survive_a_restart(tmp_path):
    with serving(tmp_path / "jobs", workers=Idle()) as client:
        jobs = [send(client, scan(shade=shade)).json() for shade in (1, 2)]
    with serving(tmp_path / "jobs") as client:
        assert [ended(client, job)["state"] for job in jobs] == ["done", "done"]
        assert client.get(jobs[0]["url"] + "/results/txt").status_code == 200
    assert list((tmp_path / "jobs" / "scans").iterdir()) == []


@pytest.mark.parametrize(("tries", "state"), [(1, "done"), (2, "failed")])
def test_a_page_that_the_service_died_of_is_tried_once_more(tmp_path, tries, state):
    folder = tmp_path / "jobs"
    with serving(folder, workers=Idle()) as client:
        job = send(client).json()
    with sqlite3.connect(folder / "service.sqlite") as db:  # as a kill leaves it
        db.execute("UPDATE job SET state = 'running', counted = 1")
        db.execute("DELETE FROM page")
        db.execute("INSERT INTO page (job, number, state, tries) VALUES (1, 1, 'running', ?)", (tries,))
    (folder / "arriving" / "half").write_bytes(b"x")
    (folder / "results" / "77").mkdir()
    with serving(folder) as client:
        assert ended(client, job)["state"] == state
    assert list((folder / "arriving").iterdir()) == []
    assert not (folder / "results" / "77").exists()


def test_a_scan_that_went_missing_fails_its_job(tmp_path):
    with serving(tmp_path / "jobs", workers=Idle()) as client:
        jobs = [send(client, scan(shade=shade)).json() for shade in (1, 2)]
    (tmp_path / "jobs" / "scans" / "1").unlink()
    with serving(tmp_path / "jobs") as client:
        assert [ended(client, job)["state"] for job in jobs] == ["failed", "done"]


def test_a_result_that_cannot_be_written_fails_its_page(tmp_path):
    with serving(tmp_path / "jobs") as client:
        (tmp_path / "jobs" / "results" / "1").write_text("in the way")
        failed = ended(client, send(client).json())
        assert (failed["state"], "cannot write" in failed["error"]) == ("failed", True)
        assert ended(client, send(client, scan(shade=1)).json())["state"] == "done"


def test_every_format_has_a_media_type():
    assert set(MEDIA_TYPES) == set(FORMATS)
