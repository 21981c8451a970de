SECRET_KEY = "not-a-real-one"
