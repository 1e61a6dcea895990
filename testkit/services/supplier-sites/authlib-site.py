"""A supplier's website on Authlib and Flask. Settings come as JSON in the environment."""

import json
import os

from authlib.integrations.flask_client import OAuth
from flask import Flask, jsonify

settings = json.loads(os.environ["SETTINGS"])
app = Flask(__name__)
app.secret_key = "a secret for the cookies of this site"
oauth = OAuth(app)
oauth.register(
    "sluis",
    server_metadata_url=settings["issuer"] + "/.well-known/openid-configuration",
    client_id=settings["clientId"],
    client_secret=settings["clientSecret"],
    client_kwargs={"scope": "openid profile", **settings["library"]},
)


@app.route("/")
def front():
    return "Nobody is signed in"


@app.route("/login")
def login():
    return oauth.sluis.authorize_redirect(settings["redirectUri"])


@app.route("/callback")
def callback():
    token = oauth.sluis.authorize_access_token()
    return jsonify(oauth.sluis.userinfo(token=token))


@app.errorhandler(Exception)
def failed(error):
    return f"{type(error).__name__}: {error}", 500, {"Content-Type": "text/plain"}


app.run(settings["host"], settings["port"])
