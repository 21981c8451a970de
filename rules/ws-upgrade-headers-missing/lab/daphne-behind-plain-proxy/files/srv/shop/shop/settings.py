SECRET_KEY = "for the lab"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["channels"]
ROOT_URLCONF = "shop.urls"
