import os

import redis
from flask import Flask

app = Flask(__name__)
carts = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"))


@app.get("/")
def index():
    return f"{carts.incr('visits')} visits\n"
