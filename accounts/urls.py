"""Addresses of sign-in, preferences, tokens, users and the read log."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("accounts/login/", views.login, name="login"),
    path("accounts/logout/", views.logout, name="logout"),
    path("accounts/theme/", views.theme, name="theme"),
    path("accounts/language/", views.language, name="language"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/password/", views.password, name="password"),
    path("saved-views/", views.view_save, name="view_save"),
    path("saved-views/<uuid:pk>/forget/", views.view_forget, name="view_forget"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("users/", views.users, name="users"),
    path("users/new/", views.user_new, name="user_new"),
    path("users/<uuid:pk>/edit/", views.user_edit, name="user_edit"),
    path("users/<uuid:pk>/password/", views.user_password, name="user_password"),
    path("read-log/", views.read_log, name="read_log"),
]
