"""The description of the service says what the service does."""

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from services import ended, scan, serving

from ocrfix.formats import FORMATS
from ocrfix.service.app import OPEN, Service, create_app
from ocrfix.service.jobs import Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.openapi import description

DOCUMENT = description(Limits())
METHODS = {"get", "post", "put", "patch", "delete", "options", "head", "trace"}


def operations():
    return {
        (path, method): operation
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def check(name, instance):
    """Whether an instance is what the description calls so."""
    whole = Resource.from_contents(DOCUMENT, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:document", whole)
    Draft202012Validator({"$ref": f"urn:document#/components/schemas/{name}"}, registry=registry).validate(
        instance
    )
    return True


def test_it_has_every_route_and_no_other(tmp_path):
    service = Service(jobs=Jobs(tmp_path), driver=None, order=None, limits=Limits())
    routes = {
        (route.path, method.lower())
        for route in create_app(service).routes
        for method in route.methods - {"HEAD"}
    }
    service.jobs.close()
    assert set(operations()) == routes


def test_it_is_what_the_service_gives(tmp_path):
    with serving(tmp_path, limits=Limits(max_bytes=7_000_000)) as client:
        given = client.get("/openapi.json").json()
    assert given == description(Limits(max_bytes=7_000_000))
    assert "7,000,000 bytes" in str(given)


def test_its_schemas_are_schemas_and_all_are_used():
    schemas = DOCUMENT["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    text = str(DOCUMENT)
    assert [name for name in schemas if f"'#/components/schemas/{name}'" not in text] == []


@pytest.mark.parametrize("key", operations(), ids=lambda key: " ".join(key[::-1]))
def test_every_operation_names_its_path_parameters_and_its_refusals(key):
    path, _ = key
    item, operation = DOCUMENT["paths"][path], operations()[key]
    named = {each["name"] for each in item.get("parameters", []) if each["in"] == "path"}
    assert named == {part[1:-1] for part in path.split("/") if part[:1] == "{"}
    assert (operation.get("security") == []) is (path in OPEN)
    assert ("401" in operation["responses"]) is (path not in OPEN)
    assert {"403", "421"} <= set(operation["responses"])


def test_answers_are_what_it_says(tmp_path):
    with serving(tmp_path) as client:
        for name in ("spread.png", "broken.png", "good.png"):
            formats = ",".join(FORMATS)
            sent = client.post("/v1/pages", content=scan(), params={"name": name, "formats": formats})
            assert check("Job", sent.json())
            assert check("Job", ended(client, sent.json()))
        assert check("JobList", client.get("/v1/pages").json())
        assert check("Error", client.get("/v1/pages/x").json())
        done = sent.json()
        stated = DOCUMENT["paths"]["/v1/pages/{id}/results/{format}"]["get"]["responses"]["200"]["content"]
        for name in FORMATS:
            result = client.get(f"{done['url']}/results/{name}")
            assert result.headers["content-type"].partition(";")[0] in stated
