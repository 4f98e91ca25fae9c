"""web: the only package that knows HTTP; one blueprint is one module and one folder of templates."""
