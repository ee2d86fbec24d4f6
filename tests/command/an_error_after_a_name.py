# imported by the_prompt_follows_an_error, which runs it
name = "kept"
print(missing)
