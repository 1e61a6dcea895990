"""A supplier's website on python-social-auth and Flask. Settings come as JSON in the environment."""

import base64
import hashlib
import json
import os

from flask import Flask, jsonify, redirect, request, session
from social_core.backends.open_id_connect import OpenIdConnectAuth
from social_core.storage import BaseStorage
from social_core.strategy import BaseStrategy

settings = json.loads(os.environ["SETTINGS"])
library = {
    "SOCIAL_AUTH_OIDC_OIDC_ENDPOINT": settings["issuer"],
    "SOCIAL_AUTH_OIDC_KEY": settings["clientId"],
    "SOCIAL_AUTH_OIDC_SECRET": settings["clientSecret"],
    **settings["library"],
}
app = Flask(__name__)
app.secret_key = "a secret for the cookies of this site"


class OpenIdConnectWithPkce(OpenIdConnectAuth):
    """What the backend needs besides, in versions that have no PKCE for OpenID Connect."""

    def auth_params(self, state=None):
        verifier = self.strategy.random_string(64)
        self.strategy.session_set("code_verifier", verifier)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return {**super().auth_params(state), "code_challenge": challenge, "code_challenge_method": "S256"}

    def auth_complete_params(self, state=None):
        return {**super().auth_complete_params(state), "code_verifier": self.strategy.session_pop("code_verifier")}


class Person:
    def __init__(self, username, details):
        self.shown = {"username": username, **{name: value for name, value in details.items() if value}}


class Associations:
    """In memory, where Django has a table."""

    kept = {}

    @classmethod
    def store(cls, server_url, association):
        association.id = association.handle
        cls.kept[association.handle] = association

    @classmethod
    def get(cls, server_url=None, handle=None):
        return [cls.kept[handle]] if handle in cls.kept else []

    @classmethod
    def remove(cls, ids):
        for one in ids:
            cls.kept.pop(one, None)


class Storage(BaseStorage):
    association = Associations


class Strategy(BaseStrategy):
    def get_setting(self, name):
        return library[name]

    def request_data(self, merge=True):
        return request.values

    def session_get(self, name, default=None):
        return session.get(name, default)

    def session_set(self, name, value):
        session[name] = value

    def session_pop(self, name):
        return session.pop(name, None)

    def build_absolute_uri(self, path=None):
        return path

    def get_pipeline(self, backend=None):
        return (
            "social_core.pipeline.social_auth.social_details",
            "social_core.pipeline.social_auth.social_uid",
            "social_core.pipeline.social_auth.auth_allowed",
            "__main__.person",
        )


def person(details, uid, **_):
    return {"user": Person(details.pop("username") or uid, details)}


def backend():
    chosen = OpenIdConnectWithPkce if settings["pkce"] else OpenIdConnectAuth
    return chosen(Strategy(Storage), settings["redirectUri"])


@app.route("/")
def front():
    return "Nobody is signed in"


@app.route("/login")
def login():
    return redirect(backend().auth_url())


@app.route("/callback")
def callback():
    return jsonify(backend().auth_complete().shown)


@app.errorhandler(Exception)
def failed(error):
    return f"{type(error).__name__}: {error}", 500, {"Content-Type": "text/plain"}


app.run(settings["host"], settings["port"])
