-- Run once, by the image of PostgreSQL, when it makes its data folder: the broker is no superuser, it owns its database.
\set ON_ERROR_STOP on
\set password `cat "$BROKER_PASSWORD_FILE"`
create role sluis login password :'password';
create database sluis owner sluis;
